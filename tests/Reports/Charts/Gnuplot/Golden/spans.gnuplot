# spans
reset
set encoding utf8
unset key
unset border
unset tics
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
set xrange [0:640]
set yrange [400:0]
set label 1 "A chart of spans" at 15.3,26.95 left front noenhanced font 'Inter:Bold,16.9' textcolor rgb '#1f2328'
set label 2 "How to read it." at 15.3,47.65 left front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 3 "cell" at 15.3,72.85 left front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 4 "first" at 60.7,144.71 right front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 5 "second" at 60.7,256.14 right front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 6 "0" at 67.8,329.45 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 7 "30 s" at 119.88,329.45 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 8 "60 s" at 171.96,329.45 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 9 "90 s" at 224.03,329.45 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 10 "120 s" at 276.11,329.45 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 11 "150 s" at 328.19,329.45 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 12 "180 s" at 380.26,329.45 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 13 "210 s" at 432.34,329.45 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 14 "240 s" at 484.42,329.45 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 15 "270 s" at 536.49,329.45 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 16 "300 s" at 588.57,329.45 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 17 "loss" at 338.6,347.55 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 18 "completed" at 47.13,374.2 left front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
$data0 << EOD
0 0
EOD
$data1 << EOD
67.8 89
67.8 311.85

67.8 311.85
67.8 316.85
EOD
$data2 << EOD
119.88 89
119.88 311.85
EOD
$data3 << EOD
119.88 311.85
119.88 316.85
EOD
$data4 << EOD
171.96 89
171.96 311.85
EOD
$data5 << EOD
171.96 311.85
171.96 316.85
EOD
$data6 << EOD
224.03 89
224.03 311.85
EOD
$data7 << EOD
224.03 311.85
224.03 316.85
EOD
$data8 << EOD
276.11 89
276.11 311.85
EOD
$data9 << EOD
276.11 311.85
276.11 316.85
EOD
$data10 << EOD
328.19 89
328.19 311.85
EOD
$data11 << EOD
328.19 311.85
328.19 316.85
EOD
$data12 << EOD
380.26 89
380.26 311.85
EOD
$data13 << EOD
380.26 311.85
380.26 316.85
EOD
$data14 << EOD
432.34 89
432.34 311.85
EOD
$data15 << EOD
432.34 311.85
432.34 316.85
EOD
$data16 << EOD
484.42 89
484.42 311.85
EOD
$data17 << EOD
484.42 311.85
484.42 316.85
EOD
$data18 << EOD
536.49 89
536.49 311.85
EOD
$data19 << EOD
536.49 311.85
536.49 316.85
EOD
$data20 << EOD
588.57 89
588.57 311.85
EOD
$data21 << EOD
588.57 311.85
588.57 316.85

67.8 311.85
609.4 311.85
EOD
$data22 << EOD
145.42 144.71 67.8 223.03 124.71 164.71
379.76 256.14 171.96 587.57 236.14 276.14
27.66 374.2 15.3 40.03 368.96 379.44
EOD
plot $data0 using 1:2 with points pt 7 ps 0 lc rgb '#ffffff', \
  $data1 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data2 using 1:2 with lines lw 1 lc rgb '#d8dee4', \
  $data3 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data4 using 1:2 with lines lw 1 lc rgb '#d8dee4', \
  $data5 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data6 using 1:2 with lines lw 1 lc rgb '#d8dee4', \
  $data7 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data8 using 1:2 with lines lw 1 lc rgb '#d8dee4', \
  $data9 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data10 using 1:2 with lines lw 1 lc rgb '#d8dee4', \
  $data11 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data12 using 1:2 with lines lw 1 lc rgb '#d8dee4', \
  $data13 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data14 using 1:2 with lines lw 1 lc rgb '#d8dee4', \
  $data15 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data16 using 1:2 with lines lw 1 lc rgb '#d8dee4', \
  $data17 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data18 using 1:2 with lines lw 1 lc rgb '#d8dee4', \
  $data19 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data20 using 1:2 with lines lw 1 lc rgb '#d8dee4', \
  $data21 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data22 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#0072b2'
undefine $*
