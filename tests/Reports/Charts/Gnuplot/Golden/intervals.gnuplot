# intervals
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
set label 1 "A chart of intervals" at 15.3,26.95 left front noenhanced font 'Inter:Bold,16.9' textcolor rgb '#1f2328'
set label 2 "How to read it." at 15.3,47.65 left front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 3 "cell" at 15.3,72.85 left front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 4 "first" at 60.7,151.74 right front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 5 "second" at 60.7,277.21 right front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 6 "0.6" at 121.3,357.55 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 7 "0.8" at 188.16,357.55 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 8 "1" at 255.02,357.55 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 9 "1.2" at 321.89,357.55 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 10 "1.4" at 388.75,357.55 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 11 "1.6" at 455.61,357.55 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 12 "1.8" at 522.48,357.55 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 13 "2" at 589.34,357.55 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 14 "loss" at 338.6,375.65 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
$data0 << EOD
0 0
EOD
$data1 << EOD
121.3 89
121.3 339.95
EOD
$data2 << EOD
121.3 339.95
121.3 344.95
EOD
$data3 << EOD
188.16 89
188.16 339.95
EOD
$data4 << EOD
188.16 339.95
188.16 344.95
EOD
$data5 << EOD
255.02 89
255.02 339.95
EOD
$data6 << EOD
255.02 339.95
255.02 344.95
EOD
$data7 << EOD
321.89 89
321.89 339.95
EOD
$data8 << EOD
321.89 339.95
321.89 344.95
EOD
$data9 << EOD
388.75 89
388.75 339.95
EOD
$data10 << EOD
388.75 339.95
388.75 344.95
EOD
$data11 << EOD
455.61 89
455.61 339.95
EOD
$data12 << EOD
455.61 339.95
455.61 344.95
EOD
$data13 << EOD
522.48 89
522.48 339.95
EOD
$data14 << EOD
522.48 339.95
522.48 344.95
EOD
$data15 << EOD
589.34 89
589.34 339.95
EOD
$data16 << EOD
589.34 339.95
589.34 344.95

67.8 339.95
609.4 339.95
EOD
$data17 << EOD
87.86 151.74
422.18 151.74

87.86 147.69
87.86 155.78

422.18 147.69
422.18 155.78
EOD
$data18 << EOD
255.02 151.74
589.34 277.21
EOD
plot $data0 using 1:2 with points pt 7 ps 0 lc rgb '#ffffff', \
  $data1 using 1:2 with lines lw 1 lc rgb '#d8dee4', \
  $data2 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data3 using 1:2 with lines lw 1 lc rgb '#d8dee4', \
  $data4 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data5 using 1:2 with lines lw 1 lc rgb '#d8dee4', \
  $data6 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data7 using 1:2 with lines lw 1 lc rgb '#d8dee4', \
  $data8 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data9 using 1:2 with lines lw 1 lc rgb '#d8dee4', \
  $data10 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data11 using 1:2 with lines lw 1 lc rgb '#d8dee4', \
  $data12 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data13 using 1:2 with lines lw 1 lc rgb '#d8dee4', \
  $data14 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data15 using 1:2 with lines lw 1 lc rgb '#d8dee4', \
  $data16 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data17 using 1:2 with lines lw 2.14 lc rgb '#0072b2', \
  $data18 using 1:2 with points pt 7 ps 1.35 lc rgb '#0072b2'
undefine $*
