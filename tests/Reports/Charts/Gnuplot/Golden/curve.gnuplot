# curve
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
set label 1 "A chart of curve" at 15.3,26.95 left front noenhanced font 'Inter:Bold,16.9' textcolor rgb '#1f2328'
set label 2 "How to read it." at 15.3,47.65 left front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 3 "loss" at 15.3,72.85 left front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 4 "1" at 23.63,282.04 right front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 5 "2" at 23.63,185.52 right front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 6 "3" at 23.63,89 right front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 7 "1" at 30.73,357.55 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 8 "1.5" at 115.02,357.55 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 9 "2" at 199.3,357.55 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 10 "2.5" at 283.58,357.55 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 11 "3" at 367.87,357.55 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 12 "3.5" at 452.15,357.55 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 13 "4" at 536.44,357.55 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 14 "normal" at 582.47,282.04 left front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 15 "best" at 582.47,330.3 left front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 16 "loss" at 283.58,375.65 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
$data0 << EOD
0 0
EOD
$data1 << EOD
30.73 282.04
536.44 282.04

30.73 185.52
536.44 185.52

30.73 89
536.44 89
EOD
$data2 << EOD
30.73 339.95
30.73 344.95

115.02 339.95
115.02 344.95

199.3 339.95
199.3 344.95

283.58 339.95
283.58 344.95

367.87 339.95
367.87 344.95

452.15 339.95
452.15 344.95

536.44 339.95
536.44 344.95

30.73 339.95
536.44 339.95
EOD
$data3 << EOD
30.73 137.26
199.3 233.78
199.3 330.3
30.73 233.78
EOD
$data4 << EOD
30.73 185.52
199.3 282.04
EOD
$data5 << EOD
30.73 185.52
199.3 185.52
199.3 282.04
536.44 282.04
536.44 330.3
EOD
$data6 << EOD
550.64 282.04
575.37 282.04
EOD
$data7 << EOD
536.44 330.3
550.64 330.3
EOD
$data8 << EOD
550.64 330.3
575.37 330.3
EOD
plot $data0 using 1:2 with points pt 7 ps 0 lc rgb '#ffffff', \
  $data1 using 1:2 with lines lw 1 lc rgb '#d8dee4', \
  $data2 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data3 using 1:2 with filledcurves closed fillstyle solid noborder fc rgb '#d60072b2', \
  $data4 using 1:2 with lines lw 2.14 lc rgb '#0072b2', \
  $data5 using 1:2 with lines lw 2.14 lc rgb '#e69f00' dt (10,4), \
  $data6 using 1:2 with lines lw 2.14 lc rgb '#0072b2', \
  $data7 using 1:2 with lines lw 1 lc rgb '#80e69f00', \
  $data8 using 1:2 with lines lw 2.14 lc rgb '#e69f00' dt (10,4)
undefine $*
