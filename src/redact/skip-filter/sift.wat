;; Between the halves: which of the blocks noted are worth a walk. Where patterns are many, some has almost any four
;; digits; few have the six that stand here.

;; Takes out of the blocks noted, up to $noted, those of which no window holds two bytes more. Gives the end of the
;; others. The window that holds a block holds the two before it or the two behind it, if windows have seven bytes.
(func $sift (param $noted i32) (param $end i32) (result i32)
  (local $from i32) (local $to i32) (local $at i32)
  (if (i32.lt_u (global.get $window) (i32.const 7)) (then (return (local.get $noted))))
  (local.set $from (global.get $NOTED))
  (local.set $to (global.get $NOTED))
  (loop $each
    (local.set $at (i32.load (local.get $from)))
    (i32.store (local.get $to) (local.get $at))
    (local.set $to
      (i32.add
        (local.get $to)
        (i32.shl
          (i32.or
            (i32.or
              (call $may_be_in_window (call $eight_up_to (i32.add (local.get $at) (i32.const 3))))
              (call $may_be_in_window (call $eight_up_to (call $second_from (i32.add (local.get $at) (i32.const 4))))))
            (i32.gt_u (i32.add (local.get $at) (i32.const 12)) (local.get $end)))
          (i32.const 2))))
    (local.set $from (i32.add (local.get $from) (i32.const 4)))
    (br_if $each (i32.lt_u (local.get $from) (local.get $noted))))
  (local.get $to))

;; Where the second byte stands that counts, of eight; behind them where there is none.
(func $second_from (param $at i32) (result i32)
  (local $counting i32)
  (local.set $counting (i32.xor (call $gaps_from (local.get $at)) (i32.const 0x3ff)))
  (i32.add
    (local.get $at)
    (i32.ctz (i32.and (local.get $counting) (i32.sub (local.get $counting) (i32.const 1))))))

;; A bit for each of eight bytes that is a gap.
(func $gaps_from (param $at i32) (result i32)
  (i32.and
    (i8x16.bitmask
      (i8x16.le_u
        (v128.load64_zero (local.get $at))
        (v128.const i32x4 0x20202020 0x20202020 0x20202020 0x20202020)))
    (i32.const 0xff)))

;; Of the eight bytes up to $last those that count, the last of them in the highest place; 0 in the lowest places where
;; they are fewer.
(func $eight_up_to (param $last i32) (result i64)
  (local $from i32)
  (local.set $from (i32.sub (local.get $last) (i32.const 7)))
  (i64x2.extract_lane 0
    (i8x16.swizzle
      (v128.load64_zero (local.get $from))
      (v128.load64_zero
        (i32.add (global.get $CLOSE_UP) (i32.shl (call $gaps_from (local.get $from)) (i32.const 3)))))))

;; 0 where no window holds the upper six of $bytes. Where they are not six nothing is ruled out.
(func $may_be_in_window (param $bytes i64) (result i32)
  (i32.or
    (call $get_bit (global.get $SIXES) (call $slot_of_six (local.get $bytes)))
    (i64.eqz (i64.and (local.get $bytes) (i64.const 0xff0000)))))

;; The hash of the upper six of $bytes.
(func $slot_of_six (param $bytes i64) (result i32)
  (i32.wrap_i64
    (i64.shr_u
      (i64.mul
        (i64.and (local.get $bytes) (i64.const 0x5f5f5f5f5f5f0000))
        ;; 2^64 divided by the golden ratio.
        (i64.const 0x9e3779b97f4a7c15))
      (global.get $sixes_shift))))

;; Fills in how the bytes that count move up, for each set of gaps that eight bytes may have.
(func $prepare_sift
  (local $gaps i32) (local $from i32) (local $to i32)
  (loop $each
    (local.set $to (i32.add (global.get $CLOSE_UP) (i32.shl (local.get $gaps) (i32.const 3))))
    (i64.store (local.get $to) (i64.const -1))
    (local.set $from (i32.const 7))
    (loop $byte
      (if (i32.eqz (i32.and (i32.shr_u (local.get $gaps) (local.get $from)) (i32.const 1)))
        (then
          (i32.store8 offset=7 (local.get $to) (local.get $from))
          (local.set $to (i32.sub (local.get $to) (i32.const 1)))))
      (local.set $from (i32.sub (local.get $from) (i32.const 1)))
      (br_if $byte (i32.ge_s (local.get $from) (i32.const 0))))
    (local.set $gaps (i32.add (local.get $gaps) (i32.const 1)))
    (br_if $each (i32.lt_u (local.get $gaps) (i32.const 256)))))
