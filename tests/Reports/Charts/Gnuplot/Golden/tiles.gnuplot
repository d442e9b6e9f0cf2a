# tiles
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
set label 1 "A chart of tiles" at 15.3,26.95 left front noenhanced font 'Inter:Bold,16.9' textcolor rgb '#1f2328'
set label 2 "How to read it." at 15.3,47.65 left front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 3 "cell" at 15.3,72.85 left front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 4 "first" at 60.7,144.03 right front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 5 "second" at 60.7,254.08 right front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 6 "0.1" at 203.2,325.25 centre front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 7 "0.01" at 474,325.25 centre front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 8 "10 %" at 203.2,135.64 centre front noenhanced font 'Inter,13.1' textcolor rgb '#ffffff'
set label 9 "3 of 3" at 203.2,152.41 centre front noenhanced font 'Inter,13.1' textcolor rgb '#ffffff'
set label 10 "50 %" at 474,135.64 centre front noenhanced font 'Inter,13.1' textcolor rgb '#000000'
set label 11 "3 of 3" at 474,152.41 centre front noenhanced font 'Inter,13.1' textcolor rgb '#000000'
set label 12 "90 %" at 203.2,245.69 centre front noenhanced font 'Inter,13.1' textcolor rgb '#000000'
set label 13 "3 of 3" at 203.2,262.46 centre front noenhanced font 'Inter,13.1' textcolor rgb '#000000'
set label 14 "diverged" at 474,254.08 centre front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 15 "lr" at 338.6,343.35 centre front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 16 "accuracy" at 15.3,368.55 left front noenhanced font 'Inter,13.1' textcolor rgb '#6d7073'
set label 17 "0.1" at 85.99,368.55 left front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
set label 18 "0.9" at 310.07,368.55 left front noenhanced font 'Inter,13.1' textcolor rgb '#1f2328'
$data0 << EOD
0 0
EOD
$data1 << EOD
203.2 144.03 68.8 337.6 90 198.05
EOD
$data2 << EOD
474 144.03 339.6 608.4 90 198.05
EOD
$data3 << EOD
203.2 254.08 68.8 337.6 200.05 308.1
EOD
$data4 << EOD
474 254.08 339.6 608.4 200.05 308.1
EOD
$data5 << EOD
206.97 368.55 110.97 302.97 362.66 374.45
EOD
$data6 << EOD
208.47 368.55 113.97 302.97 362.66 374.45
EOD
$data7 << EOD
209.97 368.55 116.97 302.97 362.66 374.45
EOD
$data8 << EOD
211.47 368.55 119.97 302.97 362.66 374.45
EOD
$data9 << EOD
212.97 368.55 122.97 302.97 362.66 374.45
EOD
$data10 << EOD
214.47 368.55 125.97 302.97 362.66 374.45
EOD
$data11 << EOD
215.97 368.55 128.97 302.97 362.66 374.45
EOD
$data12 << EOD
217.47 368.55 131.97 302.97 362.66 374.45
EOD
$data13 << EOD
218.97 368.55 134.97 302.97 362.66 374.45
EOD
$data14 << EOD
220.47 368.55 137.97 302.97 362.66 374.45
EOD
$data15 << EOD
221.97 368.55 140.97 302.97 362.66 374.45
EOD
$data16 << EOD
223.47 368.55 143.97 302.97 362.66 374.45
EOD
$data17 << EOD
224.97 368.55 146.97 302.97 362.66 374.45
EOD
$data18 << EOD
226.47 368.55 149.97 302.97 362.66 374.45
EOD
$data19 << EOD
227.97 368.55 152.97 302.97 362.66 374.45
EOD
$data20 << EOD
229.47 368.55 155.97 302.97 362.66 374.45
EOD
$data21 << EOD
230.97 368.55 158.97 302.97 362.66 374.45
EOD
$data22 << EOD
232.47 368.55 161.97 302.97 362.66 374.45
EOD
$data23 << EOD
233.97 368.55 164.97 302.97 362.66 374.45
EOD
$data24 << EOD
235.47 368.55 167.97 302.97 362.66 374.45
EOD
$data25 << EOD
236.97 368.55 170.97 302.97 362.66 374.45
EOD
$data26 << EOD
238.47 368.55 173.97 302.97 362.66 374.45
EOD
$data27 << EOD
239.97 368.55 176.97 302.97 362.66 374.45
EOD
$data28 << EOD
241.47 368.55 179.97 302.97 362.66 374.45
EOD
$data29 << EOD
242.97 368.55 182.97 302.97 362.66 374.45
EOD
$data30 << EOD
244.47 368.55 185.97 302.97 362.66 374.45
EOD
$data31 << EOD
245.97 368.55 188.97 302.97 362.66 374.45
EOD
$data32 << EOD
247.47 368.55 191.97 302.97 362.66 374.45
EOD
$data33 << EOD
248.97 368.55 194.97 302.97 362.66 374.45
EOD
$data34 << EOD
250.47 368.55 197.97 302.97 362.66 374.45
EOD
$data35 << EOD
251.97 368.55 200.97 302.97 362.66 374.45
EOD
$data36 << EOD
253.47 368.55 203.97 302.97 362.66 374.45
EOD
$data37 << EOD
254.97 368.55 206.97 302.97 362.66 374.45
EOD
$data38 << EOD
256.47 368.55 209.97 302.97 362.66 374.45
EOD
$data39 << EOD
257.97 368.55 212.97 302.97 362.66 374.45
EOD
$data40 << EOD
259.47 368.55 215.97 302.97 362.66 374.45
EOD
$data41 << EOD
260.97 368.55 218.97 302.97 362.66 374.45
EOD
$data42 << EOD
262.47 368.55 221.97 302.97 362.66 374.45
EOD
$data43 << EOD
263.97 368.55 224.97 302.97 362.66 374.45
EOD
$data44 << EOD
265.47 368.55 227.97 302.97 362.66 374.45
EOD
$data45 << EOD
266.97 368.55 230.97 302.97 362.66 374.45
EOD
$data46 << EOD
268.47 368.55 233.97 302.97 362.66 374.45
EOD
$data47 << EOD
269.97 368.55 236.97 302.97 362.66 374.45
EOD
$data48 << EOD
271.47 368.55 239.97 302.97 362.66 374.45
EOD
$data49 << EOD
272.97 368.55 242.97 302.97 362.66 374.45
EOD
$data50 << EOD
274.47 368.55 245.97 302.97 362.66 374.45
EOD
$data51 << EOD
275.97 368.55 248.97 302.97 362.66 374.45
EOD
$data52 << EOD
277.47 368.55 251.97 302.97 362.66 374.45
EOD
$data53 << EOD
278.97 368.55 254.97 302.97 362.66 374.45
EOD
$data54 << EOD
280.47 368.55 257.97 302.97 362.66 374.45
EOD
$data55 << EOD
281.97 368.55 260.97 302.97 362.66 374.45
EOD
$data56 << EOD
283.47 368.55 263.97 302.97 362.66 374.45
EOD
$data57 << EOD
284.97 368.55 266.97 302.97 362.66 374.45
EOD
$data58 << EOD
286.47 368.55 269.97 302.97 362.66 374.45
EOD
$data59 << EOD
287.97 368.55 272.97 302.97 362.66 374.45
EOD
$data60 << EOD
289.47 368.55 275.97 302.97 362.66 374.45
EOD
$data61 << EOD
290.97 368.55 278.97 302.97 362.66 374.45
EOD
$data62 << EOD
292.47 368.55 281.97 302.97 362.66 374.45
EOD
$data63 << EOD
293.97 368.55 284.97 302.97 362.66 374.45
EOD
$data64 << EOD
295.47 368.55 287.97 302.97 362.66 374.45
EOD
$data65 << EOD
296.97 368.55 290.97 302.97 362.66 374.45
EOD
$data66 << EOD
298.47 368.55 293.97 302.97 362.66 374.45
EOD
$data67 << EOD
299.97 368.55 296.97 302.97 362.66 374.45
EOD
$data68 << EOD
301.47 368.55 299.97 302.97 362.66 374.45
EOD
plot $data0 using 1:2 with points pt 7 ps 0 lc rgb '#ffffff', \
  $data1 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#440154', \
  $data2 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#21918c', \
  $data3 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#fde725', \
  $data4 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#e6eaed', \
  $data5 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#440457', \
  $data6 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#45095c', \
  $data7 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#460f61', \
  $data8 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#461466', \
  $data9 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#471a6b', \
  $data10 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#471f70', \
  $data11 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#482475', \
  $data12 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#472a78', \
  $data13 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#462e7b', \
  $data14 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#45347e', \
  $data15 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#443881', \
  $data16 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#423e83', \
  $data17 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#414286', \
  $data18 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#404788', \
  $data19 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#3e4b89', \
  $data20 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#3c4f8a', \
  $data21 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#3a548a', \
  $data22 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#38588b', \
  $data23 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#365c8c', \
  $data24 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#34608d', \
  $data25 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#33648d', \
  $data26 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#31688d', \
  $data27 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#2f6c8e', \
  $data28 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#2e708e', \
  $data29 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#2c748e', \
  $data30 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#2a788e', \
  $data31 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#297c8e', \
  $data32 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#277f8d', \
  $data33 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#26838d', \
  $data34 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#25878d', \
  $data35 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#238b8c', \
  $data36 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#228f8c', \
  $data37 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#21938b', \
  $data38 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#21968a', \
  $data39 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#219a89', \
  $data40 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#229e88', \
  $data41 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#22a186', \
  $data42 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#22a585', \
  $data43 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#23a884', \
  $data44 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#28ac81', \
  $data45 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#2db07d', \
  $data46 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#32b37a', \
  $data47 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#38b777', \
  $data48 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#3dba74', \
  $data49 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#42be71', \
  $data50 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#4ac16d', \
  $data51 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#52c468', \
  $data52 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#5bc763', \
  $data53 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#63c95e', \
  $data54 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#6ccc59', \
  $data55 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#74cf54', \
  $data56 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#7dd24f', \
  $data57 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#88d448', \
  $data58 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#92d642', \
  $data59 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#9dd83b', \
  $data60 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#a7da34', \
  $data61 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#b1dd2d', \
  $data62 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#bcdf27', \
  $data63 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#c6e026', \
  $data64 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#d0e126', \
  $data65 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#dae326', \
  $data66 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#e4e425', \
  $data67 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#eee525', \
  $data68 using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder fc rgb '#f8e625'
undefine $*
