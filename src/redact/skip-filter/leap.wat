;; The search's first half: jumps, four at once.

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
