# parallel
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
set label 1 "Parallel" at 15.3,26.95 left front noenhanced font 'Inter:Bold,16.9' textcolor rgb '#1f2328'
set label 2 "loss" at 111.77,375.65 centre front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 3 "cell" at 320,375.65 centre front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 4 "loss" at 528.23,375.65 centre front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 5 "0.001" at 118.77,352.4 left front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 6 "0.01" at 118.77,206.15 left front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 7 "0.1" at 118.77,59.9 left front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 8 "first" at 327,133.03 left front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 9 "second" at 327,279.28 left front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 10 "20 %" at 535.23,352.4 left front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 11 "40 %" at 535.23,268.83 left front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 12 "60 %" at 535.23,185.26 left front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 13 "80 %" at 535.23,101.69 left front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
$data0 << EOD
0 0
EOD
$data1 << EOD
111.77 206.15
320 279.28
EOD
$data2 << EOD
111.77 59.9
320 133.03
528.23 59.9
EOD
$data3 << EOD
111.77 352.4
320 279.28
528.23 352.4
EOD
$data4 << EOD
111.77 52.8
111.77 359.5
EOD
$data5 << EOD
111.77 352.4
115.77 352.4
EOD
$data6 << EOD
135.89 352.4 116.77 155.02 344.54 360.26
EOD
$data7 << EOD
111.77 206.15
115.77 206.15
EOD
$data8 << EOD
131.8 206.15 116.77 146.84 198.29 214.01
EOD
$data9 << EOD
111.77 59.9
115.77 59.9
EOD
$data10 << EOD
127.71 59.9 116.77 138.65 52.04 67.76
EOD
$data11 << EOD
320 52.8
320 359.5
EOD
$data12 << EOD
320 133.03
324 133.03
EOD
$data13 << EOD
339.16 133.03 325 353.33 125.17 140.89
EOD
$data14 << EOD
320 279.28
324 279.28
EOD
$data15 << EOD
349.7 279.28 325 374.4 271.42 287.14
EOD
$data16 << EOD
528.23 52.8
528.23 359.5
EOD
$data17 << EOD
528.23 352.4
532.23 352.4
EOD
$data18 << EOD
550.45 352.4 533.23 567.66 344.54 360.26
EOD
$data19 << EOD
528.23 268.83
532.23 268.83
EOD
$data20 << EOD
550.69 268.83 533.23 568.15 260.97 276.69
EOD
$data21 << EOD
528.23 185.26
532.23 185.26
EOD
$data22 << EOD
550.57 185.26 533.23 567.91 177.4 193.12
EOD
$data23 << EOD
528.23 101.69
532.23 101.69
EOD
$data24 << EOD
550.52 101.69 533.23 567.81 93.83 109.55
EOD
$data25 << EOD
528.23 206.15 525.73 530.73 59.9 352.4
EOD
$data26 << EOD
528.23 203.1 525.73 530.73 59.9 346.31
EOD
$data27 << EOD
528.23 200.06 525.73 530.73 59.9 340.21
EOD
$data28 << EOD
528.23 197.01 525.73 530.73 59.9 334.12
EOD
$data29 << EOD
528.23 193.96 525.73 530.73 59.9 328.03
EOD
$data30 << EOD
528.23 190.92 525.73 530.73 59.9 321.93
EOD
$data31 << EOD
528.23 187.87 525.73 530.73 59.9 315.84
EOD
$data32 << EOD
528.23 184.82 525.73 530.73 59.9 309.74
EOD
$data33 << EOD
528.23 181.78 525.73 530.73 59.9 303.65
EOD
$data34 << EOD
528.23 178.73 525.73 530.73 59.9 297.56
EOD
$data35 << EOD
528.23 175.68 525.73 530.73 59.9 291.46
EOD
$data36 << EOD
528.23 172.63 525.73 530.73 59.9 285.37
EOD
$data37 << EOD
528.23 169.59 525.73 530.73 59.9 279.28
EOD
$data38 << EOD
528.23 166.54 525.73 530.73 59.9 273.18
EOD
$data39 << EOD
528.23 163.49 525.73 530.73 59.9 267.09
EOD
$data40 << EOD
528.23 160.45 525.73 530.73 59.9 260.99
EOD
$data41 << EOD
528.23 157.4 525.73 530.73 59.9 254.9
EOD
$data42 << EOD
528.23 154.35 525.73 530.73 59.9 248.81
EOD
$data43 << EOD
528.23 151.31 525.73 530.73 59.9 242.71
EOD
$data44 << EOD
528.23 148.26 525.73 530.73 59.9 236.62
EOD
$data45 << EOD
528.23 145.21 525.73 530.73 59.9 230.53
EOD
$data46 << EOD
528.23 142.17 525.73 530.73 59.9 224.43
EOD
$data47 << EOD
528.23 139.12 525.73 530.73 59.9 218.34
EOD
$data48 << EOD
528.23 136.07 525.73 530.73 59.9 212.24
EOD
$data49 << EOD
528.23 133.03 525.73 530.73 59.9 206.15
EOD
$data50 << EOD
528.23 129.98 525.73 530.73 59.9 200.06
EOD
$data51 << EOD
528.23 126.93 525.73 530.73 59.9 193.96
EOD
$data52 << EOD
528.23 123.88 525.73 530.73 59.9 187.87
EOD
$data53 << EOD
528.23 120.84 525.73 530.73 59.9 181.78
EOD
$data54 << EOD
528.23 117.79 525.73 530.73 59.9 175.68
EOD
$data55 << EOD
528.23 114.74 525.73 530.73 59.9 169.59
EOD
$data56 << EOD
528.23 111.7 525.73 530.73 59.9 163.49
EOD
$data57 << EOD
528.23 108.65 525.73 530.73 59.9 157.4
EOD
$data58 << EOD
528.23 105.6 525.73 530.73 59.9 151.31
EOD
$data59 << EOD
528.23 102.56 525.73 530.73 59.9 145.21
EOD
$data60 << EOD
528.23 99.51 525.73 530.73 59.9 139.12
EOD
$data61 << EOD
528.23 96.46 525.73 530.73 59.9 133.03
EOD
$data62 << EOD
528.23 93.42 525.73 530.73 59.9 126.93
EOD
$data63 << EOD
528.23 90.37 525.73 530.73 59.9 120.84
EOD
$data64 << EOD
528.23 87.32 525.73 530.73 59.9 114.74
EOD
$data65 << EOD
528.23 84.28 525.73 530.73 59.9 108.65
EOD
$data66 << EOD
528.23 81.23 525.73 530.73 59.9 102.56
EOD
$data67 << EOD
528.23 78.18 525.73 530.73 59.9 96.46
EOD
$data68 << EOD
528.23 75.13 525.73 530.73 59.9 90.37
EOD
$data69 << EOD
528.23 72.09 525.73 530.73 59.9 84.28
EOD
$data70 << EOD
528.23 69.04 525.73 530.73 59.9 78.18
EOD
$data71 << EOD
528.23 65.99 525.73 530.73 59.9 72.09
EOD
$data72 << EOD
528.23 62.95 525.73 530.73 59.9 65.99
EOD
plot $data0 using 1:2 with points pt 7 ps 0 lc rgb '#ffffff', \
  $data1 using 1:2 with lines lw 1.2 lc rgb '#19d55e00' dt (8,6), \
  $data2 using 1:2 with lines lw 1.71 lc rgb '#19b0dc2f', \
  $data3 using 1:2 with lines lw 1.71 lc rgb '#19440154', \
  $data4 using 1:2 with lines lw 1.5 lc rgb '#9a9c9e', \
  $data5 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data6 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#33ffffff', \
  $data7 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data8 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#33ffffff', \
  $data9 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data10 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#33ffffff', \
  $data11 using 1:2 with lines lw 1.5 lc rgb '#9a9c9e', \
  $data12 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data13 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#33ffffff', \
  $data14 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data15 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#33ffffff', \
  $data16 using 1:2 with lines lw 1.5 lc rgb '#9a9c9e', \
  $data17 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data18 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#33ffffff', \
  $data19 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data20 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#33ffffff', \
  $data21 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data22 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#33ffffff', \
  $data23 using 1:2 with lines lw 1 lc rgb '#9a9c9e', \
  $data24 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#33ffffff', \
  $data25 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#440457', \
  $data26 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#450b5d', \
  $data27 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#461163', \
  $data28 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#471769', \
  $data29 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#471e6f', \
  $data30 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#482475', \
  $data31 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#472a78', \
  $data32 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#45307c', \
  $data33 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#44367f', \
  $data34 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#433c82', \
  $data35 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#424286', \
  $data36 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#404788', \
  $data37 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#3e4c89', \
  $data38 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#3b518a', \
  $data39 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#39568b', \
  $data40 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#375b8c', \
  $data41 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#35608d', \
  $data42 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#33648d', \
  $data43 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#31698d', \
  $data44 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#2f6d8e', \
  $data45 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#2d728e', \
  $data46 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#2b778e', \
  $data47 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#297b8e', \
  $data48 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#27808d', \
  $data49 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#26848d', \
  $data50 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#24898d', \
  $data51 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#228d8c', \
  $data52 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#21928c', \
  $data53 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#21968a', \
  $data54 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#219a89', \
  $data55 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#229f87', \
  $data56 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#22a386', \
  $data57 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#22a784', \
  $data58 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#27ab81', \
  $data59 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#2daf7e', \
  $data60 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#33b47a', \
  $data61 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#3ab876', \
  $data62 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#40bc72', \
  $data63 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#47c06e', \
  $data64 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#51c369', \
  $data65 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#5bc763', \
  $data66 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#65ca5d', \
  $data67 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#6fcd57', \
  $data68 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#79d152', \
  $data69 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#85d34a', \
  $data70 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#91d642', \
  $data71 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#9dd83a', \
  $data72 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#a9db33'
undefine $*
