;; Wu and Manber's filter, as skip-filter.ts explains it. WebAssembly, because it is as fast for the first megabyte as
;; for the last: V8 took some 20 MB of output to compile the same in JavaScript.
;;
;; A block is four bytes, the last of them in the highest place. A byte up to 0x20, a control character or a space,
;; does not count: it is a gap. Functions that are called for every block take no branch on what the bytes are: that
;; cannot be foretold, and wrong guesses cost more than all that is computed here. V8 from Node 24 on puts them into
;; the loop that calls them.
(module
  (memory (export "memory") 21)

  ;; By hash of a block: how far a cursor that stands at it may move; 0 where a window may end with it.
  (global $JUMPS i32 (i32.const 0x00000))
  ;; A bit for each hash of the last two blocks of a window.
  (global $ENDS i32 (i32.const 0x100000))
  ;; What was found, as 32-bit numbers.
  (global $FOUND (export "found") i32 (i32.const 0x120000))
  ;; The bytes to be searched, or the window to be entered; 64 KiB.
  (global $INPUT (export "input") i32 (i32.const 0x130000))

  ;; Bytes that are looked back at; where too few of them count nothing is ruled out.
  (global $LOOK_BACK i32 (i32.const 32))

  (global $window (mut i32) (i32.const 0))
  ;; Leaves as many bits of a product as hashes have.
  (global $shift (mut i32) (i32.const 0))
  ;; How often a cursor had to be moved by itself, of which leaping is to leave little.
  (global $moves (export "moves") (mut i32) (i32.const 0))

  ;; To be called once, first: all windows have $window bytes, and hashes $bits.
  (func (export "prepare") (param $window i32) (param $bits i32)
    (global.set $window (local.get $window))
    (global.set $shift (i32.sub (i32.const 32) (local.get $bits)))
    (memory.fill
      (global.get $JUMPS)
      (i32.sub (local.get $window) (i32.const 3))
      (i32.shl (i32.const 1) (local.get $bits))))

  ;; Enters the window that stands in the input.
  (func (export "enter")
    (local $index i32) (local $before i32) (local $block i32) (local $left i32) (local $slot i32)
    (loop $each
      (local.set $before
        (i32.or (i32.shr_u (local.get $before) (i32.const 8)) (i32.shl (local.get $block) (i32.const 24))))
      (local.set $block
        (i32.or
          (i32.shr_u (local.get $block) (i32.const 8))
          (i32.shl (i32.load8_u (i32.add (global.get $INPUT) (local.get $index))) (i32.const 24))))
      (local.set $index (i32.add (local.get $index) (i32.const 1)))
      (local.set $left (i32.sub (global.get $window) (local.get $index)))
      (local.set $slot (i32.add (global.get $JUMPS) (call $hash (local.get $block))))
      (if
        (i32.and
          (i32.ge_u (local.get $index) (i32.const 4))
          (i32.lt_u (local.get $left) (i32.load8_u (local.get $slot))))
        (then (i32.store8 (local.get $slot) (local.get $left))))
      (br_if $each (local.get $left)))
    (local.set $slot (call $hash_of_two (local.get $before) (local.get $block)))
    (local.set $index (i32.add (global.get $ENDS) (i32.shr_u (local.get $slot) (i32.const 3))))
    (i32.store8
      (local.get $index)
      (i32.or
        (i32.load8_u (local.get $index))
        (i32.shl (i32.const 1) (i32.and (local.get $slot) (i32.const 7))))))

  ;; Writes to $FOUND, in no order, the index of the last byte of whatever may be a window in the first $length bytes
  ;; of the input, but for one that begins at the first. Gives how many they are; -1 where more than $room less 4
  ;; blocks had to be looked at again.
  ;;
  ;; Four cursors on a quarter each, so that the processor need not wait for one jump before it begins the next.
  (func (export "search") (param $length i32) (param $room i32) (result i32)
    (local $at0 i32) (local $to0 i32) (local $block0 i32)
    (local $at1 i32) (local $to1 i32) (local $block1 i32)
    (local $at2 i32) (local $to2 i32) (local $block2 i32)
    (local $at3 i32) (local $to3 i32) (local $block3 i32)
    (local $end i32) (local $quarter i32) (local $stop i32) (local $full i32)
    (local.set $end (i32.add (global.get $INPUT) (local.get $length)))
    (local.set $stop (global.get $FOUND))
    (local.set $full
      (i32.add (local.get $stop) (i32.shl (i32.sub (local.get $room) (i32.const 4)) (i32.const 2))))

    (local.set $at0
      (i32.add
        (global.get $INPUT)
        (select
          (i32.sub (global.get $window) (i32.const 4))
          (i32.const 1)
          (i32.gt_u (global.get $window) (i32.const 4)))))
    (local.set $to3 (i32.sub (local.get $end) (i32.const 3)))
    (local.set $quarter (i32.shr_s (i32.sub (local.get $to3) (local.get $at0)) (i32.const 2)))
    (if (i32.lt_s (local.get $quarter) (i32.const 0)) (then (local.set $quarter (i32.const 0))))
    (local.set $at1 (local.tee $to0 (i32.add (local.get $at0) (local.get $quarter))))
    (local.set $at2 (local.tee $to1 (i32.add (local.get $at1) (local.get $quarter))))
    (local.set $at3 (local.tee $to2 (i32.add (local.get $at2) (local.get $quarter))))

    (block $ended
      (loop $leap
        (if (i32.gt_u (local.get $stop) (local.get $full)) (then (return (i32.const -1))))
        (block $stuck
          (br_if $stuck
            (i32.or
              (i32.or (i32.ge_s (local.get $at0) (local.get $to0)) (i32.ge_s (local.get $at1) (local.get $to1)))
              (i32.or (i32.ge_s (local.get $at2) (local.get $to2)) (i32.ge_s (local.get $at3) (local.get $to3)))))
          (local.set $block0 (call $block_at (local.get $at0)))
          (local.set $block1 (call $block_at (local.get $at1)))
          (local.set $block2 (call $block_at (local.get $at2)))
          (local.set $block3 (call $block_at (local.get $at3)))
          (br_if $stuck
            (i32.or
              (i32.or (call $gaps_in (local.get $block0)) (call $gaps_in (local.get $block1)))
              (i32.or (call $gaps_in (local.get $block2)) (call $gaps_in (local.get $block3)))))
          (call $advance (local.get $at0) (call $jump_from (local.get $block0)) (local.get $stop))
          (local.set $stop) (local.set $at0)
          (call $advance (local.get $at1) (call $jump_from (local.get $block1)) (local.get $stop))
          (local.set $stop) (local.set $at1)
          (call $advance (local.get $at2) (call $jump_from (local.get $block2)) (local.get $stop))
          (local.set $stop) (local.set $at2)
          (call $advance (local.get $at3) (call $jump_from (local.get $block3)) (local.get $stop))
          (local.set $stop) (local.set $at3)
          (br $leap))
        (br_if $ended
          (i32.and
            (i32.and (i32.ge_s (local.get $at0) (local.get $to0)) (i32.ge_s (local.get $at1) (local.get $to1)))
            (i32.and (i32.ge_s (local.get $at2) (local.get $to2)) (i32.ge_s (local.get $at3) (local.get $to3)))))
        (call $move (local.get $at0) (local.get $to0) (local.get $end) (local.get $stop))
        (local.set $stop) (local.set $at0)
        (call $move (local.get $at1) (local.get $to1) (local.get $end) (local.get $stop))
        (local.set $stop) (local.set $at1)
        (call $move (local.get $at2) (local.get $to2) (local.get $end) (local.get $stop))
        (local.set $stop) (local.set $at2)
        (call $move (local.get $at3) (local.get $to3) (local.get $end) (local.get $stop))
        (local.set $stop) (local.set $at3)
        (br $leap)))
    (call $keep_ends (local.get $stop)))

  ;; The block at $at. Where one of its bytes is a gap, those below it move up into its place and the byte before
  ;; comes in.
  (func $block_at (param $at i32) (result i32)
    (local $block i32) (local $gaps i32)
    (local.set $block (i32.load (local.get $at)))
    ;; The lowest bit of each byte that is a gap, exactly: the sum carries out of no byte.
    (local.set $gaps
      (i32.shr_u
        (i32.and
          (i32.xor
            (i32.or
              (i32.add (i32.and (local.get $block) (i32.const 0x7f7f7f7f)) (i32.const 0x5f5f5f5f))
              (local.get $block))
            (i32.const -1))
          (i32.const 0x80808080))
        (i32.const 7)))
    (i32.xor
      (local.get $block)
      (i32.and
        (i32.xor (local.get $block) (i32.load (i32.sub (local.get $at) (i32.const 1))))
        ;; All bits up to the lowest gap's byte, none where there is no gap; the next gap's byte stays as it is.
        (i32.sub
          (i32.shl (local.get $gaps) (i32.const 8))
          (i32.shr_u (i32.sub (i32.const 0) (local.get $gaps)) (i32.const 31))))))

  ;; Not 0 where one of the four bytes is a gap: the classic test for a byte under n.
  (func $gaps_in (param $block i32) (result i32)
    (i32.and
      (i32.and (i32.sub (local.get $block) (i32.const 0x21212121)) (i32.const 0x80808080))
      (i32.xor (local.get $block) (i32.const -1))))

  ;; Where the cursor at $at comes to by $jump, and where the next stop is to be noted.
  (func $advance (param $at i32) (param $jump i32) (param $stop i32) (result i32 i32)
    (i32.store (local.get $stop) (local.get $at))
    (i32.add (local.get $at) (i32.add (local.get $jump) (i32.eqz (local.get $jump))))
    (i32.add (local.get $stop) (i32.shl (i32.eqz (local.get $jump)) (i32.const 2))))

  ;; The same for a cursor that could not leap, if it is not at its end.
  (func $move (param $at i32) (param $to i32) (param $end i32) (param $stop i32) (result i32 i32)
    (if (i32.ge_s (local.get $at) (local.get $to)) (then (return (local.get $at) (local.get $stop))))
    (global.set $moves (i32.add (global.get $moves) (i32.const 1)))
    (call $advance (local.get $at) (call $distance (local.get $at) (local.get $end)) (local.get $stop)))

  ;; How far a cursor may move from a block with any number of gaps: where too few bytes before them count, to the next
  ;; byte that does, because no window ends in between.
  (func $distance (param $at i32) (param $end i32) (result i32)
    (local $last i32) (local $next i32) (local $bytes i64)
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

  (func $jump_from (param $block i32) (result i32)
    (i32.load8_u (i32.add (global.get $JUMPS) (call $hash (local.get $block)))))

  ;; Upper and lower case have the same. The factor is Fibonacci's: 2^32 divided by the golden ratio.
  (func $hash (param $block i32) (result i32)
    (i32.shr_u
      (i32.mul (i32.or (local.get $block) (i32.const 0x20202020)) (i32.const 0x9e3779b1))
      (global.get $shift)))

  ;; The hash of two blocks, one $before the other.
  (func $hash_of_two (param $before i32) (param $block i32) (result i32)
    (call $hash
      (i32.xor
        (i32.mul (i32.or (local.get $before) (i32.const 0x20202020)) (i32.const 0x9e3779b1))
        (i32.or (local.get $block) (i32.const 0x20202020)))))
)
