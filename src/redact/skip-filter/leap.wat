;; The search's first half: jumps, four at once.

;; Looks at every block that is a $jump behind another, of which each window holds one, and notes those that stand in
;; some window. Four at once: nobody has to know what one says before it is known where the next is. Gives the end of
;; what it noted. What is left behind the last four is noted without a look.
;;
;; What this loop costs is the number of its instructions. Its constants come out of memory, because V8 makes one that
;; it knows anew for each use.
(func $leap (param $end i32) (result i32)
  (local $at i32) (local $before i32) (local $last i32) (local $noted i32) (local $lanes i32)
  (local $jump i32) (local $two i32) (local $three i32)
  (local $fold v128) (local $high v128) (local $one v128) (local $none v128) (local $factor v128) (local $pairs v128)
  (local $mask v128)
  (local $first_two v128) (local $last_two v128) (local $gaps v128) (local $blocks v128) (local $products v128)
  (local $misses v128)
  (local.set $fold (v128.load (global.get $FOLD)))
  (local.set $high (v128.load (global.get $HIGH)))
  (local.set $one (v128.load (global.get $ONE)))
  (local.set $none (v128.load (global.get $NONE)))
  (local.set $factor (v128.load (global.get $FACTOR)))
  (local.set $pairs (v128.load (global.get $PAIRS)))
  (local.set $mask (i32x4.splat (global.get $mask)))
  (local.set $jump (global.get $jump))
  (local.set $two (i32.mul (local.get $jump) (i32.const 2)))
  (local.set $three (i32.mul (local.get $jump) (i32.const 3)))
  (local.set $noted (global.get $NOTED))
  (local.set $at
    (i32.add
      (global.get $INPUT)
      (select
        (i32.sub (global.get $window) (i32.const 4))
        (i32.const 1)
        (i32.gt_u (global.get $window) (i32.const 4)))))
  ;; Four bytes before the first of four blocks, and the last such place.
  (local.set $before (i32.sub (local.get $at) (i32.const 4)))
  (local.set $last (i32.sub (local.get $end) (i32.add (local.get $three) (i32.const 8))))
  (block $ended
    (loop $four
      (br_if $ended (i32.gt_u (local.get $before) (local.get $last)))
      ;; Each block, and the four bytes before it.
      (local.set $first_two
        (v128.load64_lane 1
          (i32.add (local.get $before) (local.get $jump))
          (v128.load64_zero (local.get $before))))
      (local.set $last_two
        (v128.load64_lane 1
          (i32.add (local.get $before) (local.get $three))
          (v128.load64_zero (i32.add (local.get $before) (local.get $two)))))
      (local.set $blocks
        (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31
          (local.get $first_two)
          (local.get $last_two)))
      ;; The highest bit of each byte that is a gap.
      (local.set $gaps (v128.andnot (local.get $high) (i8x16.add_sat_u (local.get $blocks) (local.get $fold))))
      ;; Where the lowest gap of a block stands, those below it move up into its place and the byte before comes in. Its
      ;; highest bit stays, which is folded away.
      (local.set $blocks
        (v128.bitselect
          (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27
            (i64x2.shr_u (local.get $first_two) (i32.const 24))
            (i64x2.shr_u (local.get $last_two) (i32.const 24)))
          (local.get $blocks)
          ;; All bits below the lowest that is set in $gaps; none where none is, or only the highest of all.
          (v128.andnot
            (i32x4.max_s (i32x4.sub (local.get $gaps) (local.get $one)) (local.get $none))
            (local.get $gaps))))
      ;; What $product, $slot and $pair say of each.
      (local.set $products (i32x4.mul (v128.and (local.get $blocks) (local.get $fold)) (local.get $factor)))
      ;; Through memory: dearer for one, cheaper for many, of which the processor does several at a time.
      (v128.store (global.get $SLOTS)
        (v128.and (i32x4.shr_u (local.get $products) (i32.const 9)) (local.get $mask)))
      (local.set $misses
        (v128.andnot
          (i8x16.relaxed_swizzle (local.get $pairs) (i32x4.shr_u (local.get $products) (i32.const 28)))
          (v128.load8_lane 12 (i32.load offset=12 (global.get $SLOTS))
            (v128.load8_lane 8 (i32.load offset=8 (global.get $SLOTS))
              (v128.load8_lane 4 (i32.load offset=4 (global.get $SLOTS))
                (v128.load8_lane 0 (i32.load (global.get $SLOTS))
                  (v128.const i32x4 -1 -1 -1 -1)))))))
      ;; Four bits for each block that misses no bit, and one for each byte that still is a gap: that rules nothing out.
      (local.set $lanes
        (i32.xor
          (i8x16.bitmask
            (v128.andnot
              (i8x16.add_sat_u (local.get $blocks) (local.get $fold))
              (i32x4.eq (local.get $misses) (local.get $none))))
          (i32.const 0xffff)))
      (if (local.get $lanes)
        (then
          (local.set $at (i32.add (local.get $before) (i32.const 4)))
          (local.set $noted
            (call $note (local.get $noted) (local.get $at) (i32.and (local.get $lanes) (i32.const 0x000f))))
          (local.set $noted
            (call $note
              (local.get $noted)
              (i32.add (local.get $at) (local.get $jump))
              (i32.and (local.get $lanes) (i32.const 0x00f0))))
          (local.set $noted
            (call $note
              (local.get $noted)
              (i32.add (local.get $at) (local.get $two))
              (i32.and (local.get $lanes) (i32.const 0x0f00))))
          (local.set $noted
            (call $note
              (local.get $noted)
              (i32.add (local.get $at) (local.get $three))
              (i32.and (local.get $lanes) (i32.const 0xf000))))))
      (local.set $before (i32.add (i32.add (local.get $before) (local.get $three)) (local.get $jump)))
      (br $four)))
  (local.set $at (i32.add (local.get $before) (i32.const 4)))
  (loop $one
    (local.set $noted (call $note (local.get $noted) (local.get $at) (i32.const 1)))
    (local.set $at (i32.add (local.get $at) (local.get $jump)))
    (br_if $one (i32.le_u (i32.add (local.get $at) (i32.const 4)) (local.get $end))))
  (local.get $noted))

;; Notes a block, and gives the place for the next: the same where $hit is 0.
(func $note (param $noted i32) (param $at i32) (param $hit i32) (result i32)
  (i32.store (local.get $noted) (local.get $at))
  (i32.add (local.get $noted) (i32.shl (i32.ne (local.get $hit) (i32.const 0)) (i32.const 2))))
