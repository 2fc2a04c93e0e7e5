;; What the search knows, and how it is entered: the first of the files that make one module.
;;
;; A block is four bytes, the last of them in the highest place. A byte up to 0x20, a control character or a space,
;; does not count: it is a gap.

(memory (export "memory") 24)

;; From 0 on stand the blocks, by hash, 16 bits each: the upper eight say how much less than $jump a cursor that stands
;; at the block may move, the lower eight have a bit for the next three of the product. Where that is not set the block
;; stands in no window.

;; A bit for each hash of the last two blocks of a window.
(global $ENDS i32 (i32.const 0x100000))
;; What was found, as 32-bit numbers.
(global $FOUND (export "found") i32 (i32.const 0x120000))
;; Where a block was met that stands in some window, as 32-bit numbers; 256 KiB.
(global $NOTED i32 (i32.const 0x130000))
;; The bytes to be searched, or the window to be entered; 64 KiB.
(global $INPUT (export "input") i32 (i32.const 0x170000))

;; Bytes that are looked back at; where too few of them count nothing is ruled out.
(global $LOOK_BACK i32 (i32.const 32))

(global $window (mut i32) (i32.const 0))
;; How far a cursor may move from a block that stands in no window.
(global $jump (mut i32) (i32.const 0))
;; Leaves as many bits of a product as hashes have.
(global $shift (mut i32) (i32.const 0))
;; How often the cursor had to move by one jump, of which leaping is to leave little.
(global $moves (export "moves") (mut i32) (i32.const 0))

;; To be called once, first: all windows have $window bytes, and hashes $bits.
(func (export "prepare") (param $window i32) (param $bits i32)
  (global.set $window (local.get $window))
  (global.set $shift (i32.sub (i32.const 32) (local.get $bits)))
  (global.set $jump (i32.sub (local.get $window) (i32.const 3))))

;; Enters the window that stands in the input.
(func (export "enter")
  (local $index i32) (local $before i32) (local $block i32) (local $product i32) (local $slot i32) (local $less i32)
  (loop $each
    (local.set $before
      (i32.or (i32.shr_u (local.get $before) (i32.const 8)) (i32.shl (local.get $block) (i32.const 24))))
    (local.set $block
      (i32.or
        (i32.shr_u (local.get $block) (i32.const 8))
        (i32.shl (i32.load8_u (i32.add (global.get $INPUT) (local.get $index))) (i32.const 24))))
    (local.set $index (i32.add (local.get $index) (i32.const 1)))
    (local.set $less (i32.sub (local.get $index) (i32.const 3)))
    (if (i32.gt_s (local.get $less) (i32.const 0))
      (then
        (local.set $product (call $product (local.get $block)))
        (local.set $slot (call $slot (local.get $product)))
        (i32.store8 (local.get $slot)
          (i32.or (i32.load8_u (local.get $slot)) (call $bit (local.get $product))))
        (if (i32.lt_u (i32.load8_u offset=1 (local.get $slot)) (local.get $less))
          (then (i32.store8 offset=1 (local.get $slot) (local.get $less))))))
    (br_if $each (i32.lt_u (local.get $index) (global.get $window))))
  (local.set $slot (call $hash_of_two (local.get $before) (local.get $block)))
  (local.set $index (i32.add (global.get $ENDS) (i32.shr_u (local.get $slot) (i32.const 3))))
  (i32.store8
    (local.get $index)
    (i32.or
      (i32.load8_u (local.get $index))
      (i32.shl (i32.const 1) (i32.and (local.get $slot) (i32.const 7))))))

;; How far a cursor may move from $block, which has no gaps.
(func $jump_from (param $block i32) (result i32)
  (local $product i32) (local $slot i32)
  (local.set $product (call $product (local.get $block)))
  (local.set $slot (call $slot (local.get $product)))
  (select
    (i32.sub (global.get $jump) (i32.load8_u offset=1 (local.get $slot)))
    (global.get $jump)
    (i32.and (i32.load8_u (local.get $slot)) (call $bit (local.get $product)))))

;; Where a block of $product is entered.
(func $slot (param $product i32) (result i32)
  (i32.shl (i32.shr_u (local.get $product) (global.get $shift)) (i32.const 1)))

;; Which bit is its own there.
(func $bit (param $product i32) (result i32)
  (i32.shl
    (i32.const 1)
    (i32.and (i32.shr_u (local.get $product) (i32.sub (global.get $shift) (i32.const 3))) (i32.const 7))))

;; What blocks are hashed by: upper and lower case have the same. The factor is Fibonacci's: 2^32 divided by the golden
;; ratio.
(func $product (param $block i32) (result i32)
  (i32.mul (i32.or (local.get $block) (i32.const 0x20202020)) (i32.const 0x9e3779b1)))

;; The hash of two blocks, one $before the other.
(func $hash_of_two (param $before i32) (param $block i32) (result i32)
  (i32.shr_u
    (call $product
      (i32.xor
        (call $product (local.get $before))
        (i32.or (local.get $block) (i32.const 0x20202020))))
    (i32.const 12)))
