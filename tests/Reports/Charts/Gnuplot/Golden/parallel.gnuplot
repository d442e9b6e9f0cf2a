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
set label 10 "20 %" at 535.23,352.4 left front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 11 "40 %" at 535.23,268.83 left front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 12 "60 %" at 535.23,185.26 left front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 13 "80 %" at 535.23,101.69 left front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
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
528.23 349 525.73 530.73 346 352
EOD
$data26 << EOD
528.23 343 525.73 530.73 340 346
EOD
$data27 << EOD
528.23 337 525.73 530.73 334 340
EOD
$data28 << EOD
528.23 331 525.73 530.73 328 334
EOD
$data29 << EOD
528.23 325 525.73 530.73 322 328
EOD
$data30 << EOD
528.23 319 525.73 530.73 316 322
EOD
$data31 << EOD
528.23 313 525.73 530.73 310 316
EOD
$data32 << EOD
528.23 307 525.73 530.73 304 310
EOD
$data33 << EOD
528.23 301 525.73 530.73 298 304
EOD
$data34 << EOD
528.23 294.5 525.73 530.73 291 298
EOD
$data35 << EOD
528.23 288 525.73 530.73 285 291
EOD
$data36 << EOD
528.23 282 525.73 530.73 279 285
EOD
$data37 << EOD
528.23 276 525.73 530.73 273 279
EOD
$data38 << EOD
528.23 270 525.73 530.73 267 273
EOD
$data39 << EOD
528.23 264 525.73 530.73 261 267
EOD
$data40 << EOD
528.23 258 525.73 530.73 255 261
EOD
$data41 << EOD
528.23 252 525.73 530.73 249 255
EOD
$data42 << EOD
528.23 246 525.73 530.73 243 249
EOD
$data43 << EOD
528.23 240 525.73 530.73 237 243
EOD
$data44 << EOD
528.23 234 525.73 530.73 231 237
EOD
$data45 << EOD
528.23 227.5 525.73 530.73 224 231
EOD
$data46 << EOD
528.23 221 525.73 530.73 218 224
EOD
$data47 << EOD
528.23 215 525.73 530.73 212 218
EOD
$data48 << EOD
528.23 209 525.73 530.73 206 212
EOD
$data49 << EOD
528.23 203 525.73 530.73 200 206
EOD
$data50 << EOD
528.23 197 525.73 530.73 194 200
EOD
$data51 << EOD
528.23 191 525.73 530.73 188 194
EOD
$data52 << EOD
528.23 185 525.73 530.73 182 188
EOD
$data53 << EOD
528.23 179 525.73 530.73 176 182
EOD
$data54 << EOD
528.23 173 525.73 530.73 170 176
EOD
$data55 << EOD
528.23 166.5 525.73 530.73 163 170
EOD
$data56 << EOD
528.23 160 525.73 530.73 157 163
EOD
$data57 << EOD
528.23 154 525.73 530.73 151 157
EOD
$data58 << EOD
528.23 148 525.73 530.73 145 151
EOD
$data59 << EOD
528.23 142 525.73 530.73 139 145
EOD
$data60 << EOD
528.23 136 525.73 530.73 133 139
EOD
$data61 << EOD
528.23 130 525.73 530.73 127 133
EOD
$data62 << EOD
528.23 124 525.73 530.73 121 127
EOD
$data63 << EOD
528.23 118 525.73 530.73 115 121
EOD
$data64 << EOD
528.23 112 525.73 530.73 109 115
EOD
$data65 << EOD
528.23 106 525.73 530.73 103 109
EOD
$data66 << EOD
528.23 99.5 525.73 530.73 96 103
EOD
$data67 << EOD
528.23 93 525.73 530.73 90 96
EOD
$data68 << EOD
528.23 87 525.73 530.73 84 90
EOD
$data69 << EOD
528.23 81 525.73 530.73 78 84
EOD
$data70 << EOD
528.23 75 525.73 530.73 72 78
EOD
$data71 << EOD
528.23 69 525.73 530.73 66 72
EOD
$data72 << EOD
528.23 63 525.73 530.73 60 66
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
