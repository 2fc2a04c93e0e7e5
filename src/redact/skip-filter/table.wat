;; What the search knows, and how it is entered: the first of the files that make one module.
;;
;; A block is four bytes, the last of them in the highest place. A byte up to 0x20, a control character or a space,
;; does not count: it is a gap.

(memory (export "memory") 33)

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
;; A bit for each hash of six bytes of a window; 512 KiB.
(global $SIXES i32 (i32.const 0x180000))
;; The hashes of four blocks.
(global $SLOTS i32 (i32.const 0x200000))

;; For each set of gaps among eight bytes, where each of eight comes from when they are closed up; 2 KiB.
(global $CLOSE_UP i32 (i32.const 0x200100))

;; What of a byte counts in a hash, the same for upper and lower case. Added to a byte that is no gap it sets the
;; highest bit.
(global $FOLD i32 (i32.const 0x200010))
(data (i32.const 0x200010) "\5f\5f\5f\5f\5f\5f\5f\5f\5f\5f\5f\5f\5f\5f\5f\5f")
;; The highest bit of a byte.
(global $HIGH i32 (i32.const 0x200020))
(data (i32.const 0x200020) "\80\80\80\80\80\80\80\80\80\80\80\80\80\80\80\80")
(global $ONE i32 (i32.const 0x200030))
(data (i32.const 0x200030) "\01\00\00\00\01\00\00\00\01\00\00\00\01\00\00\00")
(global $NONE i32 (i32.const 0x200040))
(data (i32.const 0x200040) "\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00")
;; What blocks are multiplied by: Fibonacci's factor, 2^32 divided by the golden ratio.
(global $FACTOR i32 (i32.const 0x200050))
(data (i32.const 0x200050) "\b1\79\37\9e\b1\79\37\9e\b1\79\37\9e\b1\79\37\9e")
;; Bytes with two bits set, which the highest four bits of a product choose from.
(global $PAIRS i32 (i32.const 0x200060))
(data (i32.const 0x200060) "\03\05\09\11\21\41\81\06\0a\12\22\42\82\0c\14\24")

;; Bytes that are looked back at; where too few of them count nothing is ruled out.
(global $LOOK_BACK i32 (i32.const 32))

(global $window (mut i32) (i32.const 0))
;; How far a cursor may move from a block that stands in no window.
(global $jump (mut i32) (i32.const 0))
;; As many ones as hashes have bits.
(global $mask (mut i32) (i32.const 0))
;; Leaves the three bits more that a hash of six bytes has.
(global $sixes_shift (mut i64) (i64.const 0))
;; How often the cursor had to move by one jump, of which leaping is to leave little.
(global $moves (export "moves") (mut i32) (i32.const 0))

;; To be called once, first: all windows have $window bytes, and hashes $bits, 19 at most.
(func (export "prepare") (param $window i32) (param $bits i32)
  (global.set $window (local.get $window))
  (global.set $mask (i32.sub (i32.shl (i32.const 1) (local.get $bits)) (i32.const 1)))
  (global.set $sixes_shift (i64.extend_i32_u (i32.sub (i32.const 61) (local.get $bits))))
  (global.set $jump (i32.sub (local.get $window) (i32.const 3)))
  (call $prepare_sift))

;; Enters the window that stands in the input.
(func (export "enter")
  (local $at i32) (local $end i32) (local $less i32) (local $product i32) (local $slot i32)
  (local.set $at (global.get $INPUT))
  (local.set $end (i32.add (local.get $at) (global.get $window)))
  (loop $each
    (local.set $less (i32.add (local.get $less) (i32.const 1)))
    (local.set $product (call $product (i32.load (local.get $at))))
    (local.set $slot (call $slot (local.get $product)))
    (i32.store8 (local.get $slot) (i32.or (i32.load8_u (local.get $slot)) (call $pair (local.get $product))))
    (local.set $slot (i32.add (local.get $slot) (global.get $LESS)))
    (if (i32.lt_u (i32.load8_u (local.get $slot)) (local.get $less))
      (then (i32.store8 (local.get $slot) (local.get $less))))
    (if (i32.le_u (i32.add (local.get $at) (i32.const 6)) (local.get $end))
      (then
        (call $set_bit
          (global.get $SIXES)
          (call $slot_of_six (i64.load (i32.sub (local.get $at) (i32.const 2)))))))
    (local.set $at (i32.add (local.get $at) (i32.const 1)))
    (br_if $each (i32.le_u (i32.add (local.get $at) (i32.const 4)) (local.get $end))))
  (if (i32.ge_u (global.get $window) (i32.const 8))
    (then
      (call $set_bit
        (global.get $ENDS)
        (call $hash_of_two
          (i32.load (i32.sub (local.get $end) (i32.const 8)))
          (i32.load (i32.sub (local.get $end) (i32.const 4))))))))

(func $set_bit (param $bits i32) (param $index i32)
  (local.set $bits (i32.add (local.get $bits) (i32.shr_u (local.get $index) (i32.const 3))))
  (i32.store8
    (local.get $bits)
    (i32.or
      (i32.load8_u (local.get $bits))
      (i32.shl (i32.const 1) (i32.and (local.get $index) (i32.const 7))))))

;; 1 where the bit is set, or else 0.
(func $get_bit (param $bits i32) (param $index i32) (result i32)
  (i32.and
    (i32.shr_u
      (i32.load8_u (i32.add (local.get $bits) (i32.shr_u (local.get $index) (i32.const 3))))
      (i32.and (local.get $index) (i32.const 7)))
    (i32.const 1)))

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
