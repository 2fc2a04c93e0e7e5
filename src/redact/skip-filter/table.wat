;; What the search knows, and how it is entered: the first of the files that make one module.
;;
;; A block is four bytes, the last of them in the highest place. A byte up to 0x20, a control character or a space,
;; does not count: it is a gap.

(memory (export "memory") 25)

;; From 0 on stand the blocks, by hash, a byte each: two of its bits are a block's own. Where not both are set the block
;; stands in no window.

;; By the same hash, a byte each: how much less than $jump a cursor that stands at the block may move.
(global $LESS i32 (i32.const 0x80000))
;; A bit for each hash of the last two blocks of a window.
(global $ENDS i32 (i32.const 0x100000))
;; What was found, as 32-bit numbers.
(global $FOUND (export "found") i32 (i32.const 0x120000))
;; Where a block was met that stands in some window, as 32-bit numbers; 256 KiB.
(global $NOTED i32 (i32.const 0x130000))
;; The bytes to be searched, or the window to be entered; 64 KiB.
(global $INPUT (export "input") i32 (i32.const 0x170000))
;; The hashes of four blocks.
(global $SLOTS i32 (i32.const 0x180000))

;; What of a byte counts in a hash, the same for upper and lower case. Added to a byte that is no gap, it sets the highest
;; bit.
(global $FOLD i32 (i32.const 0x180010))
(data (i32.const 0x180010) "\5f\5f\5f\5f\5f\5f\5f\5f\5f\5f\5f\5f\5f\5f\5f\5f")
;; The highest bit of a byte.
(global $HIGH i32 (i32.const 0x180020))
(data (i32.const 0x180020) "\80\80\80\80\80\80\80\80\80\80\80\80\80\80\80\80")
(global $ONE i32 (i32.const 0x180030))
(data (i32.const 0x180030) "\01\00\00\00\01\00\00\00\01\00\00\00\01\00\00\00")
(global $NONE i32 (i32.const 0x180040))
(data (i32.const 0x180040) "\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00")
;; What blocks are multiplied by: Fibonacci's factor, 2^32 divided by the golden ratio.
(global $FACTOR i32 (i32.const 0x180050))
(data (i32.const 0x180050) "\b1\79\37\9e\b1\79\37\9e\b1\79\37\9e\b1\79\37\9e")
;; Bytes with two bits set, which the highest four bits of a product choose from.
(global $PAIRS i32 (i32.const 0x180060))
(data (i32.const 0x180060) "\03\05\09\11\21\41\81\06\0a\12\22\42\82\0c\14\24")

;; Bytes that are looked back at; where too few of them count nothing is ruled out.
(global $LOOK_BACK i32 (i32.const 32))

(global $window (mut i32) (i32.const 0))
;; How far a cursor may move from a block that stands in no window.
(global $jump (mut i32) (i32.const 0))
;; As many ones as hashes have bits.
(global $mask (mut i32) (i32.const 0))
;; How often the cursor had to move by one jump, of which leaping is to leave little.
(global $moves (export "moves") (mut i32) (i32.const 0))

;; To be called once, first: all windows have $window bytes, and hashes $bits, 19 at most.
(func (export "prepare") (param $window i32) (param $bits i32)
  (global.set $window (local.get $window))
  (global.set $mask (i32.sub (i32.shl (i32.const 1) (local.get $bits)) (i32.const 1)))
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
          (i32.or (i32.load8_u (local.get $slot)) (call $pair (local.get $product))))
        (local.set $slot (i32.add (local.get $slot) (global.get $LESS)))
        (if (i32.lt_u (i32.load8_u (local.get $slot)) (local.get $less))
          (then (i32.store8 (local.get $slot) (local.get $less))))))
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
  (local $product i32) (local $slot i32) (local $pair i32)
  (local.set $product (call $product (local.get $block)))
  (local.set $slot (call $slot (local.get $product)))
  (local.set $pair (call $pair (local.get $product)))
  (select
    (i32.sub (global.get $jump) (i32.load8_u (i32.add (local.get $slot) (global.get $LESS))))
    (global.get $jump)
    (i32.eq (i32.and (i32.load8_u (local.get $slot)) (local.get $pair)) (local.get $pair))))

;; What blocks are hashed by.
(func $product (param $block i32) (result i32)
  (i32.mul (call $folded (local.get $block)) (i32.load (global.get $FACTOR))))

(func $folded (param $block i32) (result i32)
  (i32.and (local.get $block) (i32.load (global.get $FOLD))))

;; Where a block of $product is entered.
(func $slot (param $product i32) (result i32)
  (i32.and (i32.shr_u (local.get $product) (i32.const 9)) (global.get $mask)))

;; Which two bits are its own there.
(func $pair (param $product i32) (result i32)
  (i32.load8_u (i32.add (global.get $PAIRS) (i32.shr_u (local.get $product) (i32.const 28)))))

;; The hash of two blocks, one $before the other.
(func $hash_of_two (param $before i32) (param $block i32) (result i32)
  (i32.shr_u
    (call $product (i32.xor (call $product (local.get $before)) (call $folded (local.get $block))))
    (i32.const 12)))
