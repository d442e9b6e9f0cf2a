# marks
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
set label 1 "A chart of marks" at 15.3,26.95 left front noenhanced font 'Inter:Bold,16.9' textcolor rgb '#1f2328'
set label 2 "How to read it." at 15.3,47.65 left front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 3 "loss" at 15.3,72.85 left front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 4 "3" at 35.21,303.6 right front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 5 "3.5" at 35.21,200.43 right front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 6 "4" at 35.21,97.25 right front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 7 "1" at 63.32,329.45 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 8 "1.1" at 115.82,329.45 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 9 "1.2" at 168.33,329.45 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 10 "1.3" at 220.84,329.45 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 11 "1.4" at 273.35,329.45 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 12 "1.5" at 325.86,329.45 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 13 "1.6" at 378.36,329.45 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 14 "1.7" at 430.87,329.45 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 15 "1.8" at 483.38,329.45 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 16 "1.9" at 535.89,329.45 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 17 "2" at 588.4,329.45 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 18 "loss" at 325.86,347.55 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 19 "trial" at 47.13,374.2 left front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 20 "diverged" at 116.39,374.2 left front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
$data0 << EOD
0 0
EOD
$data1 << EOD
42.31 303.6
609.4 303.6

42.31 200.43
609.4 200.43

42.31 97.25
609.4 97.25
EOD
$data2 << EOD
63.32 311.85
63.32 316.85

115.82 311.85
115.82 316.85

168.33 311.85
168.33 316.85

220.84 311.85
220.84 316.85

273.35 311.85
273.35 316.85

325.86 311.85
325.86 316.85

378.36 311.85
378.36 316.85

430.87 311.85
430.87 316.85

483.38 311.85
483.38 316.85

535.89 311.85
535.89 316.85

588.4 311.85
588.4 316.85

42.31 311.85
609.4 311.85
EOD
$data3 << EOD
63.32 303.6
588.4 97.25
EOD
$data4 << EOD
584.35 299.55
592.44 307.64

584.35 307.64
592.44 299.55
EOD
$data5 << EOD
27.66 374.2
EOD
$data6 << EOD
92.88 370.15
100.98 378.25

92.88 378.25
100.98 370.15
EOD
plot $data0 using 1:2 with points pt 7 ps 0 lc rgb '#ffffff', \
  $data1 using 1:2 with lines lw 1 lc rgb '#d8dee4', \
  $data2 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data3 using 1:2 with points pt 7 ps 1.35 lc rgb '#0072b2', \
  $data4 using 1:2 with lines lw 2.14 lc rgb '#d55e00', \
  $data5 using 1:2 with points pt 7 ps 1.35 lc rgb '#0072b2', \
  $data6 using 1:2 with lines lw 2.14 lc rgb '#d55e00'
undefine $*
