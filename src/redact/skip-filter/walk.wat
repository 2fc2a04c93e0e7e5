;; The search's second half: single steps where a jump landed on a block that stands in some window.

;; Writes to $FOUND, ascending, the index of the last byte of whatever may be a window in the first $length bytes of
;; the input, but for one that begins at the first. Gives how many they are; -1 where the cursor stopped more than $room
;; times.
(func (export "search") (param $length i32) (param $room i32) (result i32)
  (local $end i32) (local $noted i32) (local $stop i32)
  (local.set $end (i32.add (global.get $INPUT) (local.get $length)))
  (local.set $noted (call $sift (call $leap (local.get $end)) (local.get $end)))
  (if (i32.eq (local.get $noted) (global.get $NOTED)) (then (return (i32.const 0))))
  (local.set $stop (call $walk (local.get $noted) (local.get $end) (local.get $room)))
  (if (i32.eqz (local.get $stop)) (then (return (i32.const -1))))
  (call $keep_ends (local.get $stop)))

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

;; Not 0 where one of the four bytes is a gap: the classic test for a byte under n.
(func $gaps_in (param $block i32) (result i32)
  (i32.and
    (i32.and (i32.sub (local.get $block) (i32.const 0x21212121)) (i32.const 0x80808080))
    (i32.xor (local.get $block) (i32.const -1))))

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
  (local $bytes i64)
  (if (i32.lt_u (global.get $window) (i32.const 8)) (then (return (i32.const 1))))
  (if (i32.le_u (i32.load8_u (local.get $last)) (i32.const 0x20)) (then (return (i32.const 0))))
  (local.set $bytes (call $look_back (local.get $last) (i32.const 8)))
  (if (i64.eqz (local.get $bytes)) (then (return (i32.const 1))))
  (call $get_bit
    (global.get $ENDS)
    (call $hash_of_two
      (i32.wrap_i64 (local.get $bytes))
      (i32.wrap_i64 (i64.shr_u (local.get $bytes) (i64.const 32))))))

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
