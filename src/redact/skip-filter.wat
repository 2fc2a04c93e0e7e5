;; Wu and Manber's filter, as skip-filter.ts explains it. WebAssembly, because it is as fast for the first megabyte as
;; for the last, and looks at four places at once.
;;
;; A block is four bytes, the last of them in the highest place. A byte up to 0x20, a control character or a space,
;; does not count: it is a gap.
(module
  (memory (export "memory") 24)

  ;; By hash of a block, 16 bits: the upper eight say how much less than $jump a cursor that stands at it may move, the
  ;; lower eight have a bit for the next three of the product. Where that is not set the block stands in no window.
  (global $BLOCKS i32 (i32.const 0x000000))
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

  ;; Writes to $FOUND, ascending, the index of the last byte of whatever may be a window in the first $length bytes of
  ;; the input, but for one that begins at the first. Gives how many they are; -1 where the cursor stopped more than $room
  ;; times.
  (func (export "search") (param $length i32) (param $room i32) (result i32)
    (local $end i32) (local $stop i32)
    (local.set $end (i32.add (global.get $INPUT) (local.get $length)))
    (local.set $stop (call $walk (call $leap (local.get $end)) (local.get $end) (local.get $room)))
    (if (i32.eqz (local.get $stop)) (then (return (i32.const -1))))
    (call $keep_ends (local.get $stop)))

  ;; Looks at every block that is a $jump behind another, of which each window holds one, and notes those that stand in
  ;; some window. Four at once: nobody has to know what one says before it is known where the next is. Gives the end of
  ;; what it noted. What is left behind the last four is noted without a look.
  (func $leap (param $end i32) (result i32)
    (local $at i32) (local $noted i32) (local $lanes i32)
    (local $second i32) (local $third i32) (local $fourth i32)
    (local $first_two v128) (local $last_two v128) (local $gaps v128) (local $blocks v128) (local $products v128)
    (local $slots v128) (local $hits v128)
    (local.set $noted (global.get $NOTED))
    (local.set $at
      (i32.add
        (global.get $INPUT)
        (select
          (i32.sub (global.get $window) (i32.const 4))
          (i32.const 1)
          (i32.gt_u (global.get $window) (i32.const 4)))))
    (block $ended
      (loop $four
        (local.set $second (i32.add (local.get $at) (global.get $jump)))
        (local.set $third (i32.add (local.get $second) (global.get $jump)))
        (local.set $fourth (i32.add (local.get $third) (global.get $jump)))
        (br_if $ended (i32.gt_u (i32.add (local.get $fourth) (i32.const 4)) (local.get $end)))
        ;; Each block, and four bytes from before it.
        (local.set $first_two
          (v128.load64_lane 1
            (i32.sub (local.get $second) (i32.const 4))
            (v128.load64_zero (i32.sub (local.get $at) (i32.const 4)))))
        (local.set $last_two
          (v128.load64_lane 1
            (i32.sub (local.get $fourth) (i32.const 4))
            (v128.load64_zero (i32.sub (local.get $third) (i32.const 4)))))
        (local.set $blocks
          (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31
            (local.get $first_two)
            (local.get $last_two)))
        (local.set $gaps
          (i8x16.le_u (local.get $blocks) (v128.const i32x4 0x20202020 0x20202020 0x20202020 0x20202020)))
        ;; Where one byte of a block is a gap, those below it move up into its place and the byte before comes in.
        (local.set $blocks
          (v128.bitselect
            (i8x16.shuffle 3 4 5 6 11 12 13 14 19 20 21 22 27 28 29 30
              (local.get $first_two)
              (local.get $last_two))
            (local.get $blocks)
            ;; All bits up to the gap's byte, none where there is no gap.
            (i32x4.add
              (i32x4.shl
                (v128.and (local.get $gaps) (v128.const i32x4 0x01010101 0x01010101 0x01010101 0x01010101))
                (i32.const 8))
              (i32x4.ne (local.get $gaps) (v128.const i32x4 0 0 0 0)))))
        ;; What $product, $slot and $bit say of each.
        (local.set $products
          (i32x4.mul
            (v128.or (local.get $blocks) (v128.const i32x4 0x20202020 0x20202020 0x20202020 0x20202020))
            (v128.const i32x4 0x9e3779b1 0x9e3779b1 0x9e3779b1 0x9e3779b1)))
        (local.set $slots (i32x4.shl (i32x4.shr_u (local.get $products) (global.get $shift)) (i32.const 1)))
        (local.set $hits
          (v128.or
            ;; Another gap rules nothing out.
            (i8x16.le_u (local.get $blocks) (v128.const i32x4 0x20202020 0x20202020 0x20202020 0x20202020))
            (v128.and
              (i8x16.swizzle
                (v128.const i8x16 1 2 4 8 16 32 64 128 0 0 0 0 0 0 0 0)
                (v128.and
                  (i32x4.shr_u (local.get $products) (i32.sub (global.get $shift) (i32.const 3)))
                  (v128.const i32x4 7 7 7 7)))
              (v128.load8_lane 12 (i32x4.extract_lane 3 (local.get $slots))
                (v128.load8_lane 8 (i32x4.extract_lane 2 (local.get $slots))
                  (v128.load8_lane 4 (i32x4.extract_lane 1 (local.get $slots))
                    (v128.load8_lane 0 (i32x4.extract_lane 0 (local.get $slots))
                      (v128.const i32x4 0 0 0 0))))))))
        (if (v128.any_true (local.get $hits))
          (then
            (local.set $lanes (i32x4.bitmask (i32x4.ne (local.get $hits) (v128.const i32x4 0 0 0 0))))
            (loop $hit
              (local.set $noted
                (call $note
                  (local.get $noted)
                  (i32.add (local.get $at) (i32.mul (global.get $jump) (i32.ctz (local.get $lanes))))))
              (local.set $lanes (i32.and (local.get $lanes) (i32.sub (local.get $lanes) (i32.const 1))))
              (br_if $hit (local.get $lanes)))))
        (local.set $at (i32.add (local.get $fourth) (global.get $jump)))
        (br $four)))
    (loop $one
      (local.set $noted (call $note (local.get $noted) (local.get $at)))
      (local.set $at (i32.add (local.get $at) (global.get $jump)))
      (br_if $one (i32.le_u (i32.add (local.get $at) (i32.const 4)) (local.get $end))))
    (local.get $noted))

  ;; Notes a block, and gives the place for the next.
  (func $note (param $noted i32) (param $at i32) (result i32)
    (i32.store (local.get $noted) (local.get $at))
    (i32.add (local.get $noted) (i32.const 4)))

  ;; Moves a cursor from each block noted, up to $noted, to where the next was looked at, and writes to $FOUND where it
  ;; stopped because a window may end there. Gives the end of that; 0 where there were more than $room.
  (func $walk (param $noted i32) (param $end i32) (param $room i32) (result i32)
    (local $from i32) (local $at i32) (local $to i32) (local $jump i32) (local $stop i32) (local $full i32)
    (local.set $from (global.get $NOTED))
    (local.set $stop (global.get $FOUND))
    (local.set $full (i32.add (local.get $stop) (i32.shl (local.get $room) (i32.const 2))))
    (loop $each
      (local.set $at (i32.load (local.get $from)))
      (local.set $to (i32.add (local.get $at) (global.get $jump)))
      (if (i32.gt_u (local.get $to) (i32.sub (local.get $end) (i32.const 3)))
        (then (local.set $to (i32.sub (local.get $end) (i32.const 3)))))
      (block $walked
        (loop $step
          (br_if $walked (i32.ge_s (local.get $at) (local.get $to)))
          (global.set $moves (i32.add (global.get $moves) (i32.const 1)))
          (local.set $jump (call $jump_at (local.get $at) (i32.add (local.get $to) (i32.const 3))))
          (i32.store (local.get $stop) (local.get $at))
          (local.set $stop (i32.add (local.get $stop) (i32.shl (i32.eqz (local.get $jump)) (i32.const 2))))
          (local.set $at (i32.add (local.get $at) (i32.add (local.get $jump) (i32.eqz (local.get $jump)))))
          (br $step)))
      (if (i32.gt_u (local.get $stop) (local.get $full)) (then (return (i32.const 0))))
      (local.set $from (i32.add (local.get $from) (i32.const 4)))
      (br_if $each (i32.lt_u (local.get $from) (local.get $noted))))
    (local.get $stop))

  ;; Of the first $length bytes of the input, how many at the end may begin a window that goes on behind them: gaps are
  ;; not counted.
  (func (export "begun") (param $length i32) (result i32)
    (local $bytes i64)
    (local.set $bytes
      (call $look_back
        (i32.sub (i32.add (global.get $INPUT) (local.get $length)) (i32.const 1))
        (i32.const 4)))
    (if (i64.eqz (local.get $bytes)) (then (return (i32.sub (global.get $window) (i32.const 1)))))
    (i32.sub (global.get $window) (call $jump_from (i32.wrap_i64 (local.get $bytes)))))

  ;; Not 0 where one of the four bytes is a gap: the classic test for a byte under n.
  (func $gaps_in (param $block i32) (result i32)
    (i32.and
      (i32.and (i32.sub (local.get $block) (i32.const 0x21212121)) (i32.const 0x80808080))
      (i32.xor (local.get $block) (i32.const -1))))

  ;; How far a cursor may move from the block at $at, which may have gaps: where too few bytes before them count, to the
  ;; next byte up to $end that does, because no window ends in between.
  (func $jump_at (param $at i32) (param $end i32) (result i32)
    (local $last i32) (local $next i32) (local $bytes i64)
    (if (i32.eqz (call $gaps_in (i32.load (local.get $at))))
      (then (return (call $jump_from (i32.load (local.get $at))))))
    (local.set $last (i32.add (local.get $at) (i32.const 3)))
    (local.set $bytes (call $look_back (local.get $last) (i32.const 4)))
    (if (i64.ne (local.get $bytes) (i64.const 0))
      (then (return (call $jump_from (i32.wrap_i64 (local.get $bytes))))))
    (local.set $next (local.get $last))
    (block $counts
      (loop $gap
        (br_if $counts (i32.ge_u (local.get $next) (local.get $end)))
        (br_if $counts (i32.gt_u (i32.load8_u (local.get $next)) (i32.const 0x20)))
        (local.set $next (i32.add (local.get $next) (i32.const 1)))
        (br $gap)))
    (i32.sub (local.get $next) (local.get $last)))

  ;; Puts in the place of each block noted, up to $full, the index of its last byte if a window may end there. Gives
  ;; how many do.
  (func $keep_ends (param $full i32) (result i32)
    (local $stop i32) (local $kept i32) (local $last i32)
    (local.set $stop (global.get $FOUND))
    (local.set $kept (global.get $FOUND))
    (block $ended
      (loop $each
        (br_if $ended (i32.eq (local.get $stop) (local.get $full)))
        (local.set $last (i32.add (i32.load (local.get $stop)) (i32.const 3)))
        (i32.store (local.get $kept) (i32.sub (local.get $last) (global.get $INPUT)))
        (local.set $kept (i32.add (local.get $kept) (i32.shl (call $may_end (local.get $last)) (i32.const 2))))
        (local.set $stop (i32.add (local.get $stop) (i32.const 4)))
        (br $each)))
    (i32.shr_u (i32.sub (local.get $kept) (global.get $FOUND)) (i32.const 2)))

  ;; Whether a window may end at $last, where one block says so: asks for two, if windows have them.
  (func $may_end (param $last i32) (result i32)
    (local $bytes i64) (local $slot i32)
    (if (i32.lt_u (global.get $window) (i32.const 8)) (then (return (i32.const 1))))
    (if (i32.le_u (i32.load8_u (local.get $last)) (i32.const 0x20)) (then (return (i32.const 0))))
    (local.set $bytes (call $look_back (local.get $last) (i32.const 8)))
    (if (i64.eqz (local.get $bytes)) (then (return (i32.const 1))))
    (local.set $slot
      (call $hash_of_two
        (i32.wrap_i64 (local.get $bytes))
        (i32.wrap_i64 (i64.shr_u (local.get $bytes) (i64.const 32)))))
    (i32.and
      (i32.shr_u
        (i32.load8_u (i32.add (global.get $ENDS) (i32.shr_u (local.get $slot) (i32.const 3))))
        (i32.and (local.get $slot) (i32.const 7)))
      (i32.const 1)))

  ;; The last $wanted bytes up to $last that count, the last of all in the highest place; 0 where they are too few.
  (func $look_back (param $last i32) (param $wanted i32) (result i64)
    (local $oldest i32) (local $byte i32) (local $bytes i64)
    (local.set $oldest (i32.sub (local.get $last) (global.get $LOOK_BACK)))
    (if (i32.lt_u (local.get $oldest) (global.get $INPUT)) (then (local.set $oldest (global.get $INPUT))))
    (loop $each
      (if (i32.lt_u (local.get $last) (local.get $oldest)) (then (return (i64.const 0))))
      (local.set $byte (i32.load8_u (local.get $last)))
      (local.set $last (i32.sub (local.get $last) (i32.const 1)))
      (br_if $each (i32.le_u (local.get $byte) (i32.const 0x20)))
      (local.set $bytes
        (i64.or (i64.shl (local.get $bytes) (i64.const 8)) (i64.extend_i32_u (local.get $byte))))
      (br_if $each (local.tee $wanted (i32.sub (local.get $wanted) (i32.const 1)))))
    (local.get $bytes))

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
)
