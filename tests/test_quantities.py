"""The reader of quantities: a table of phrases with their readings, and what holds for any text.

A line of the table is ``phrase => reading; reading …``. An amount is ``value[..upper] unit (hedge) /per``, its
value a fraction or, where the text names none, ``?``; the other kinds begin with their name.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.model.records import Qualifier
from generator.quantities import Quantity, Reader, UnitWords, Vocabulary, bound, names_in, reader_for

TOLD: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("vocabulary.yml").read_text("utf-8"))
COUNTED = ("jobs", "data-centres", "tonnes")


def unit_words(id: str, words: list[str], before: tuple[str, ...] = (), **more: Any) -> UnitWords:
    is_currency = id not in COUNTED
    more = {name: tuple(value) if isinstance(value, list) else value for name, value in more.items()}
    own = (id,) if is_currency else ()
    return UnitWords(id=id, words=(*own, *words), before=(*own, *before), is_currency=is_currency, **more)


VOCABULARY = Vocabulary(
    tuple(unit_words(id, **unit) for id, unit in TOLD["units"].items()),
    (*TOLD["names"], "360"),
)
quantities = Reader(VOCABULARY).read

TABLE = """
# Digits and separators
1,149 AI firms => 1149 firms
1 149 companies => 1149 companies
1 259 => 1259
0.5 percent => 1/2 %
.5 percent => 1/2 %
1,234,567 => 1234567
12,34,567 rupees => 1234567 INR
１，１４９ => 1; 149
４００家企业 => 400 companies
３．５％ => 7/2 %
2½ years => 5/2 years
¾ => 3/4
1.576 million => 1576000
-3.5% => -7/2 %
−3.5 percent => -7/2 %
down 3.5 percent => 7/2 %
minus 5 percent => -5 %
a change of -2 points => -2 points
GPT-3.5% => label GPT-3.5
1.2.3 => label 1.2.3

# Number words
four AI clusters => 4 clusters
more than 24 city-level AI projects => 24 projects (more than)
第一批66个国家级产业集群 => ordinal 1; 66 clusters
an estimated total purchase amount of 15 billion yuan => 15000000000 CNY (about)
twenty-one measures => 21 measures
twenty one measures => 21 measures
a hundred companies => 100 companies
two hundred and five => 205
two hundred five => 205
two hundred and five thousand => 205000
two thousand and five => 2005
two thousand five hundred => 2500
three million two hundred thousand => 3200000
between two hundred and five hundred firms => 200..500 firms
half a million => 500000
half a million people => 500000 people
a quarter of a million => 250000
one and a half million => 1500000
a million and a half => 1500000
two and a half years => 5/2 years
two-and-a-half years => 5/2 years
a dozen companies => 12 companies
two dozen => 24
half a dozen firms => 6 firms
half-a-dozen firms => 6 firms
a million square metres => 1000000 m2
hundreds of companies => ? companies
dozens of firms => ? firms
tens of thousands of people => ? people
hundreds of millions of yuan => ?
several hundred million yuan => ? CNY
a few hundred companies => ? companies
several companies =>
a few companies =>
Seventy-eight percent => 78 %
ninety-nine => 99
zero emissions => 0 emissions
multi-billion-yuan fund => ? CNY
the hundred-billion-yuan club => 100000000000 CNY
42 ten-thousand-GPU clusters => 42 clusters; 10000 gpus
eleven => 11
one hundred thousand => 100000
1'186 companies => 1186 companies
1’186’000 yuan => 1186000 CNY
Two Hundred => 200
fourteen hundred => 1400
a thousand or more => 1000 (at least)

# Scales
1.3 trillion yuan => 1300000000000 CNY
$110bn => 110000000000 USD
$5.6m => 5600000 USD
$5.6 m => 5600000 USD
€3.5k => 3500 EUR
$5b => 5000000000 USD
$2t => 2000000000000 USD
US$5 million k => 5000000 USD
$fifty m => 50 USD
one hundred and five companies => 105 companies
between one hundred and five hundred companies => 100..500 companies
RMB 3bn => 3000000000 CNY
USD 6.9Bn => 6900000000 USD
550 bln yuan => 550000000000 CNY
3.5 mln => 3500000
2 tn yen => 2000000000000 JPY
Rs 10,372 crore => 103720000000 INR
5 lakh people => 500000 people
2 lakh crore rupees => 2000000000000 INR
1.3m people => 1300000 people
35k GPUs => 35000 gpus
70B parameters => 70000000000 parameters
2,9 bilhões de dólares => 2900000000 USD
35,6 mil => 35600
1,5 milliards d'euros => 1500000000 EUR
3 millions d'euros => 3000000 EUR
5 billions => 5000000000
3,2 Milliarden Euro => 3200000000 EUR
4 Mrd Euro => 4000000000 EUR
2 млрд юаней => 2000000000 CNY
более 40% => 40 % (more than)
superior a 33.000 PetaFLOPS => 33000 PFLOPS (more than)
40 अरब युआन से अधिक => 40000000000 CNY (more than)
hundred million => ?

# Money
500 billion yuan => 500000000000 CNY
RMB5.6 billion yuan => 5600000000 CNY
CNY17.2 billion (USD2.4 billion) => 17200000000 CNY; 2400000000 USD
224.6 billion yuan (US$35.1 billion) => 224600000000 CNY; 35100000000 USD
about 62.04 billion U.S. dollars => 62040000000 USD (about)
60 billion US dollars => 60000000000 USD
$2.6 billion CAD => 2600000000 CAD
C$1.9 billion => 1900000000 CAD
S$70 million => 70000000 SGD
HK$4.8 billion => 4800000000 HKD
NT$5 million => 5000000 TWD
£10 billion => 10000000000 GBP
€109 billion => 109000000000 EUR
1.7 billion euros => 1700000000 EUR
11.7 billion-euro => 11700000000 EUR
¥1.23 trillion => 1230000000000 JPY
¥5 billion yuan => 5000000000 CNY
1.8 trillion won => 1800000000000 KRW
five won prizes => 5 prizes
₹500 => 500 INR
100 crore rupees => 1000000000 INR
5 million Singapore dollars => 5000000 SGD
3 million Hong Kong dollars => 3000000 HKD
36 billion RMB => 36000000000 CNY
50 billion renminbi => 50000000000 CNY
2-billion-yuan => 2000000000 CNY
ten yuan => 10 CNY
20,000 yen => 20000 JPY
£3m => 3000000 GBP
$1 => 1 USD

# Areas, lengths, computing, power
more than 40,000 square meters => 40000 m2 (more than)
2-square-km => 2 km2
3-square-kilometer => 3 km2
100,000-square-meter => 100000 m2
100,000 square metre centre => 100000 m2
15.7 sq km => 157/10 km2
500 sq m => 500 m2
5 km² => 5 km2
5 km2 => 5 km2
30 m² => 30 m2
90,000-square-foot => 90000 sqft
12 hectares => 12 ha
26.1-kilometer => 261/10 km
200-meter-tall => 200 m
200 m => 200 m
200m tall => 200 m
7nm chips => 7 nm
over 100 EFLOPS => 100 EFLOPS (over)
5EFLOPS => 5 EFLOPS
150EFlops => 150 EFLOPS
120,000 petaFLOPS (PFLOPS) => 120000 PFLOPS
7.5 exaFLOPS => 15/2 EFLOPS
50 petaflops => 50 PFLOPS
14,000P => 14000 PFLOPS
1-gigawatt => 1 GW
200 megawatts => 200 MW
about 40 GWh => 40 GWh (about)
50 kW => 50 kW
300 kilowatt-hours => 300 kWh
80 GB => 80 GB
10 MW => 10 MW
100 km/h => 100

# Percent, points, shares, multiples
50 percent => 50 %
26 per cent => 26 %
13.6% => 68/5 %
2.5 percentage points => 5/2 points
20 basis points => 20 basis points
a third => 1/3 share
A third of the country's AI talent => 1/3 share
one-third => 1/3 share
nearly one-third => 1/3 share (nearly)
two thirds => 2/3 share
two-thirds of firms => 2/3 share
one-eighth => 1/8 share
one eighth of the power => 1/8 share
a ninth of the US amount => 1/9 share
one twenty-third of the US level => 1/23 share
half => 1/2 share
more than half of China's total => 1/2 share (more than)
grew by half => 1/2 share
a quarter of the total => 1/4 share
three quarters => 3/4 share
about three-quarters => 3/4 share (about)
one in four => 1/4 share
four in ten => 2/5 share
9 out of 10 => 9/10 share
95 out of 100. => 19/20 share
three quarters in a row => 3 quarters
one out of every five => 1/5 share
2/3 of firms => 2/3 share
a tenth => 1/10 share
a third phase => ordinal 3
a third more => 1/3 share
a third worked in Shanghai => 1/3 share
a fifth generation => ordinal 5
doubled => 2 times
more than doubled => 2 times (more than)
double the level => 2 times
double-digit growth =>
tripled => 3 times
twofold => 2 times
about fivefold => 5 times (about)
5-fold => 5 times
twice the 2019 area => 2 times; date 2019
about 12 times China's => 12 times (about)
10x => 10 times
halved => 1/2 times
quadrupled => 4 times
half a year => 1/2 years
half an hour => 1/2 hours

# Ranges and changes
20,000 to 30,000 professionals => 20000..30000 professionals
between 3 and 5 companies => 3..5 companies
25-26 => 25..26
10-20% => 10..20 %
10 to 20 percent => 10..20 %
20% to 30% => 20..30 %
5 to 10 billion yuan => 5000000000..10000000000 CNY
$5-10 billion => 5000000000..10000000000 USD
$5 billion to $10 billion => 5000000000..10000000000 USD
2,000-3,000 firms => 2000..3000 firms
between $3 billion and $5 billion => 3000000000..5000000000 USD
two or three companies => 2..3 companies
two to three years => 2..3 years
from 25 to 50 EFLOPS => 25 EFLOPS; 50 EFLOPS
rose from 73 to 92 => 73; 92
from 66,000 to 1.5 million square metres => 66000 m2; 1500000 m2
rose 7.8 percent to 450 billion yuan => 39/5 %; 450000000000 CNY
280 billion yuan or 305.6 billion yuan => 280000000000 CNY; 305600000000 CNY
20,000 ... another 40,000 => 20000; 40000
183 and 348 => 183; 348
cut 30 to 20 => 30; 20
$5-10m => 5000000..10000000 USD
$5m-$10m => 5000000..10000000 USD
$500 to $1 million => 500..1000000 USD
3-5万 => 30000..50000
about 20 to 30 firms => 20..30 firms (about)
3至5家 => 3..5 companies
10万到20万人 => 100000..200000 people

# Hedges
more than 500 billion yuan => 500000000000 CNY (more than)
over 70 billion yuan => 70000000000 CNY (over)
at least 15,000 => 15000 (at least)
above 300 => 300 (more than)
exceeding 4,300 => 4300 (more than)
exceeded 400 billion yuan in 2021 => 400000000000 CNY (more than); date 2021
expected to exceed 1.2 trillion yuan => 1200000000000 CNY (more than)
surpassed 600 million => 600000000 (more than)
topped 5 million => 5000000 (more than)
beyond 1 trillion yuan => 1000000000000 CNY (more than)
passed 120,000 PFLOPS => 120000 PFLOPS (more than)
passed five laws => 5 laws
soared past 3.1 billion => 3100000000 (more than)
400+ => 400 (at least)
400+ companies => 400 companies (at least)
500-plus firms => 500 firms (at least)
nearly 350 billion yuan => 350000000000 CNY (nearly)
almost 100 => 100 (almost)
close to 40 => 40 (nearly)
approaching 4,000 => 4000 (nearly)
nearing 600 billion yuan => 600000000000 CNY (nearly)
about 600 => 600 (about)
around 4,000 companies => 4000 companies (around)
some 25 square kilometers => 25 km2 (some)
roughly RMB 220 billion => 220000000000 CNY (about)
approximately 7.5 exaFLOPS => 15/2 EFLOPS (about)
an estimated CNY100 billion => 100000000000 CNY (about)
up to 3,740 petaflops => 3740 PFLOPS (up to)
up to a maximum of 10 million yuan => 10000000 CNY (up to)
as many as 500 => 500 (up to)
no more than 20 => 20 (up to)
not exceeding 20 => 20 (up to)
no fewer than 20 => 20 (at least)
under 30 => 30 (under)
less than 30 => 30 (less than)
below 30 => 30 (less than)
fewer than 30 => 30 (less than)
just over 5% => 5 % (over)
just under 5% => 5 % (under)
slightly more than 5% => 5 % (more than)
100 or so companies => 100 companies (about)
ten thousand or more GPUs => 10000 gpus (at least)
500 million yuan or more => 500000000 CNY (at least)
100 billion yuan and more than 380 billion yuan => 100000000000 CNY; 380000000000 CNY (more than)
a total of 346 services => 346 services
currently 30 people => 30 people
$1 billion over five years => 1000000000 USD; 5 years
over 20 years => 20 years (over)
for over 20 years => 20 years (over)
1 trillion yuan over 20 years => 1000000000000 CNY; 20 years
266 million more than six months earlier => 266000000; 6 months
~30 => 30 (about)
>100 firms => 100 firms (more than)
<5% => 5 % (less than)
100-odd firms => 100 firms (about)
8 at most => 8 (up to)
10 or fewer => 10 (up to)

# Per
10,000 units annually => 10000 units /year
100 million yuan annually => 100000000 CNY /year
800 million yuan a year => 800000000 CNY /year
500,000 vehicles a year => 500000 vehicles /year
500,000 advanced AI chips a year => 500000 chips /year
10 million yuan of support a year => 10000000 CNY /year
30 percent a year for three years => 30 % /year; 3 years
50 firms a year ago => 50 firms
20 yuan per month => 20 CNY /month
5 million tokens per second => 5000000 tokens /second
up to $5m each year => 5000000 USD (up to) /year

# What is counted
20 major AI innovation projects => 20 projects
3,000 AI-related enterprises => 3000 enterprises
139 large language models => 139 models
100 robotics companies => 100 companies
over 34,000 GPUs => 34000 gpus (over)
seven staff members => 7 staff
30 people => 30 people
24 of the large models => 24 models
348 by 2022 => 348; date 2022
133 Chinese and foreign companies => 133 companies
183 AI companies had yearly revenue => 183 companies
1 company => 1 companies
five years in a row => 5 years
nine-month => 9 months
four-year, one-billion-yuan => 4 years; 1000000000 CNY
three-day event => 3 days
400 'little giant' firms => 400 firms
260,000 Nvidia Blackwell GPUs, raising => 260000 gpus
100 million weekly users => 100000000 users
140 more companies => 140 companies
17,196 AI jobs => 17196 jobs
top 50 AI companies => 50 companies

# One
one company => 1 companies
one AI company in Shanghai => 1 companies
one of the main birthplaces =>
one or two companies => 1..2 companies
one to three firms => 1..3 firms
no one knows =>
the one that counts =>
any one of them =>
one another =>
one-off payment =>
one-stop service =>
for one thing =>
this one =>
a new one =>
once =>
one million => 1000000
one trade report said => 1
only one enterprise => 1 enterprises
one day => 1 days
one-day loss => 1 days
number one => ordinal 1
No. 1 in the world => ordinal 1

# Ordinals
the first => ordinal 1
first-phase spending => ordinal 1
China's first AI regulation => ordinal 1
its first five editions => ordinal 1; 5 editions
ranked second in the world => ordinal 2
second in Europe => ordinal 2
a second phase => ordinal 2
second-hand cars =>
operations per second =>
five seconds => 5 seconds
10 trillion operations a second => 10000000000000 operations /second
third in China => ordinal 3
fourth => ordinal 4
fourth in the world => ordinal 4
a fourth batch => ordinal 4
seventh => ordinal 7
21st => ordinal 21
the 3rd edition => ordinal 3
twenty-first => ordinal 21
at first =>
second-largest => ordinal 2
第一 => ordinal 1
全国第3位 => ordinal 3
第十四届 => ordinal 14
third-party tools =>

# Dates
2023 => date 2023
in 2018 => date 2018
February 2023 => date 2023-02
Feb 2023 => date 2023-02
Sept. 2023 => date 2023-09
Feb. 25 => date ?
Feb. 25, 2023 => date 2023-02-25
February 25, 2023 => date 2023-02-25
25 February 2023 => date 2023-02-25
25-26 February 2023 => date 2023-02-25/2023-02-26
25 and 26 February 2023 => date 2023-02-25/2023-02-26
5 and 20 March 2023 => date ?
22 September 2022 => date 2022-09-22
the 14th of July 2023 => date 2023-07-14
30 August-2 September 2019 => date 2019-08-30/2019-09-02
17-20 July => date ?
July 17-20, 2026 => date 2026-07-17/2026-07-20
31 February 2023 => date ?
Q1 2025 => date 2025-Q1
2025 Q1 => date 2025-Q1
H1 2024 => date 2024-H1
first half of 2024 => date 2024-H1
the second half of 2024 => date 2024-H2
the third quarter of 2025 => date 2025-Q3
the first quarter of 2025 => date 2025-Q1
the fourth quarter of 2025 => date 2025-Q4
first three quarters of 2024 => date 2024-Q1/2024-Q3
first nine months of 2025 => date 2025-01/2025-09
the last three months of 2025 => date 2025-10/2025-12
the final 2 months of 2025 => date 2025-11/2025-12
the six months to June 2025 => date 2025-01/2025-06
three months ended March 2024 => date 2024-01/2024-03
in the 12 months to the end of September 2024 => date 2023-10/2024-09
within six months of 2025 => 6 months; date 2025
January to September 2025 => date 2025-01/2025-09
January-September 2025 => date 2025-01/2025-09
between August 2019 and November 2021 => date 2019-08/2021-11
2021-25 => date 2021/2025
2021-2025 => date 2021/2025
2018 to 2022 => date 2018/2022
2018–2022 => date 2018/2022
between 2018 and 2022 => date 2018/2022
in 2018 and 2022 => date 2018; date 2022
2019-20 => date 2019/2020
from 25 firms in 2020 to 40 in 2024 => 25 firms; date 2020; 40; date 2024
in the 1990s => date 1990/1999
mid-2023 => date 2023
end-2020 => date 2020
the 2023-25 plan => date 2023/2025
2023-02-25 => date 2023-02-25
2023-02 => date 2023-02
fiscal 2026 => date 2026
by around 2030 => date 2030
2025年 => date 2025
2025年3月 => date 2025-03
2025年3月5日 => date 2025-03-05
3月5日 => date ?
上半年 => date ?
2025年上半年 => date 2025-H1
2025年前三季度 => date 2025-Q1/2025-Q3
2025年前3季度 => date 2025-Q1/2025-Q3
前3季度同比增长5% => date ?; 5 %
今年第1~3四半期の4割 => date ?; 2/5 share
1日時点で計611種類 => date ?; 611
it runs from July 17 to 20 across three areas => date ?; 3 areas
2025年第一季度 => date 2025-Q1
2025年1-9月 => date 2025-01/2025-09
2021-2025年 => date 2021/2025
二〇二五年 => date 2025
2000 companies => 2000 companies
more than 2000 => 2000 (more than)
2,023 => 2023
2000家 => 2000 companies
2020 yuan => 2020 CNY
2024 AI companies => date 2024
14:30 => date ?
21st century => date 2001/2100
May 2024 => date 2024-05
it may 5 => 5
In August 11 firms signed => 11 firms
10 a.m. on 3 May 2023 => date ?; date 2023-05-03
WAIC 2023 gathered 400 companies => date 2023; 400 companies

# Each word of scale, part of a year and group
2 hundred firms => 200 firms
2 dozen firms => 24 firms
2 mn yuan => 2000000 CNY
2 mln yuan => 2000000 CNY
2 bn yuan => 2000000000 CNY
2 bln yuan => 2000000000 CNY
2 tn yuan => 2000000000000 CNY
2 trn yuan => 2000000000000 CNY
2 trln yuan => 2000000000000 CNY
2 lakh rupees => 200000 INR
2 lakhs rupees => 200000 INR
2 crore rupees => 20000000 INR
2 crores rupees => 20000000 INR
2 cr rupees => 20000000 INR
2,5 mil => 2500
2,5 mille => 2500
2,5 tausend => 2500
2,5 тыс. => 2500
2,5 тысяч => 2500
2,5 milhões => 2500000
2,5 millones => 2500000
2,5 millions => 2500000
2,5 millionen => 2500000
2,5 mio => 2500000
2,5 млн => 2500000
2,5 bilhões => 2500000000
2,5 milliards => 2500000000
2,5 milliarden => 2500000000
2,5 mrd => 2500000000
2,5 miliardi => 2500000000
2,5 млрд => 2500000000
2,5 trilhões => 2500000000000
2,5 трлн => 2500000000000
2 हज़ार => 2000
2 लाख => 200000
2 करोड़ => 20000000
2 अरब => 2000000000
2 खरब => 200000000000
2兆 => 2000000000000
2億 => 200000000
2亿 => 200000000
2萬 => 20000
2万 => 20000
三千零五 => 3005
两百 => 200
四百六十七家企业 => 467 companies
八千九百家企业 => 8900 companies
一万二 => 12000
the first quarter of 2024 => date 2024-Q1
the second quarter of 2024 => date 2024-Q2
the third quarter of 2024 => date 2024-Q3
the fourth quarter of 2024 => date 2024-Q4
the 1st quarter of 2024 => date 2024-Q1
the 2nd quarter of 2024 => date 2024-Q2
the 3rd quarter of 2024 => date 2024-Q3
the 4th quarter of 2024 => date 2024-Q4
the 1st half of 2024 => date 2024-H1
the 2nd half of 2024 => date 2024-H2
in the 3rd quarter, 12 firms => date ?; 12 firms
the latter half of 2024 => date 2024-H2
2024年上半年 => date 2024-H1
2024年下半年 => date 2024-H2
2024年一季度 => date 2024-Q1
2024年二季度 => date 2024-Q2
2024年三季度 => date 2024-Q3
2024年四季度 => date 2024-Q4
a pair of firms => 2 firms
a couple of firms => 2 firms
a trio of firms => 3 firms
a quartet of firms => 4 firms
a score of firms => 20 firms
two thousand and five firms => 2005 firms
two thousand and five hundred firms => 2000; 500 firms
between two thousand and five thousand firms => 2000..5000 firms

# Names that are declared, labels, and numbers of names that nobody declared
GPT-4 => label GPT-4
GPT-4o => label GPT-4o
5G and 6G => label 5G; label 6G
A100, H20 and H200 => label A100; label H20; label H200
L4 => label L4
Level 4 robotaxi licences => 4 licences
14th Five-Year Plan => ordinal 14; 5 years
the 15th Five-Year Plan blueprint => ordinal 15; 5 years
十四五 =>
Made in China 2025 => name Made in China 2025
863 Program => name 863 Program
COVID-19 => label COVID-19
Web3 => label Web3
3D => label 3D
its R1 model => label R1
Qwen2.5 => label Qwen2.5
Llama 3 => name Llama 3
Claude 3.5 Sonnet => name Claude 3.5
4+X => label 4+X
National AI Strategy 2.0 => label Strategy 2.0
T3 => label T3
4K video => label 4K
Ascend 910B => name Ascend 910B
Fortune 500 => name Fortune 500
24/7 => label 24/7
G42, OpenAI => label G42
https://example.org/2023/5 has 3 pages => name https://example.org/2023/5; 3 pages
top-10 => 10
Phase 2 => 2
36Kr => label 36Kr

# Chinese and Japanese
1.3万亿 => 1300000000000
突破 2 万亿元 => 2000000000000 CNY (more than)
611.4亿元 => 61140000000 CNY
92家 => 92 companies
超150家 => 150 companies (more than)
超过500亿元 => 50000000000 CNY (more than)
约15.7平方公里 => 157/10 km2 (about)
约10.4平方公里 => 52/5 km2 (about)
三分之一 => 1/3 share
近三分之一 => 1/3 share (nearly)
两千多家 => 2000 companies (more than)
200多万人 => 2000000 people (more than)
3000余家 => 3000 companies (more than)
百分之五十 => 50 %
千亿 => 100000000000
千亿元 => 100000000000 CNY
上百家企业 => 100 companies (more than)
数百家 => ? companies
几十家 => ? companies
十几家 => ? companies
突破2.5亿 => 250000000 (more than)
超过150家企业 => 150 companies (more than)
近700家 => 700 companies (nearly)
不到100家 => 100 companies (less than)
至少20家 => 20 companies (at least)
100家以上 => 100 companies (at least)
10亿元左右 => 1000000000 CNY (about)
将近30万 => 300000 (nearly)
800社以上 => 800 companies (at least)
650億元 => 65000000000 CNY
3000億元を超え => 300000000000 CNY (more than)
2,152.2億元 => 215220000000 CNY
約320億元 => 32000000000 CNY (about)
538款 => 538
611種類 => 611
94件 => 94
154款,占全国35.1% => 154; 351/10 %
超8000P => 8000 PFLOPS (more than)
人民币500亿元 => 50000000000 CNY
5亿美元 => 500000000 USD
2亿日元 => 200000000 JPY
100万平方米 => 1000000 m2
500亩 => 500 mu
3公顷 => 3 ha
5千瓦 => 5 kW
200米 => 200 m
1亿5000万 => 150000000
一百零五家 => 105 companies
一万二千人 => 12000 people
一万二 => 12000
三千五 => 3500
一百零二 => 102
十四家 => 14 companies
5.3个百分点 => 53/10 points
增长2倍 => 2 times
翻番 => 2 times
三四家 => ? companies
五六十家 => ? companies
2024年7月4日至6日 => date 2024-07-04/2024-07-06
20世纪80年代 => date ?; date ?
超九成 => 9/10 share (more than)
約4割 => 2/5 share (about)
全国の半分以上 => 1/2 share (at least)
七成以上 => 7/10 share (at least)
翻两番 => 4 times
5公斤 => 5 kg
近四成 => 2/5 share (nearly)
10年 => 10 years
3个月 => 3 months
近三年 => 3 years
百度 =>
四川 =>
三星 =>
十分重要 =>
统一 =>
一些 =>
三家公司 => 3 companies
百亿亿次 => 1000000000000000000 FLOPS
30万人次 => 300000 visits
一半 => 1/2 share
元宇宙 =>

# No numbers at all
Shanghai has AI standards of its own. =>
It may be one of the largest. =>
The Latin Quarter and its headquarters =>
someone, anyone, none, tense, often, weight =>
"""

TOLD_TABLE = """
# Declared names
01.AI opened an office in June 2026 => name 01.AI; date 2026-06
In June 2026 01.AI opened an office => date 2026-06; name 01.AI
Executive Order 14110 was revoked => name Executive Order 14110
Regulation (EU) 2024/1689 of 2024 => name Regulation (EU) 2024/1689; date 2024
CloudMatrix 384 supernodes => name CloudMatrix 384
ISO/IEC 42001 and Article 6(2) => name ISO/IEC 42001; name Article 6(2)
the STAR 50 index => name STAR 50
the Six Little Dragons of Hangzhou => name Six Little Dragons
the Group of Seven and the Two Sessions => name Group of Seven; name Two Sessions
Long March 5B => name Long March 5B
Unitree H1-2 robots => name Unitree H1-2
the Editors' 7 => name Editors' 7
三一重工 => name 三一重工
Global 88 companies => 88 companies
Project 47 firms => 47 firms
Long March 5 => date ?

# A declared name hides nothing around it
Six Little Dragons' 5 firms => name Six Little Dragons; 5 firms
20 01.AI engineers => 20 engineers; name 01.AI
20 863 Program labs => 20 labs; name 863 Program
from 5 to Six Little Dragons => 5; name Six Little Dragons
三一重工10家 => name 三一重工; 10 companies
10三一重工 => 10; name 三一重工
STAR 50-60 firms => name STAR 50; 60 firms
STAR 50 million yuan => 50000000 CNY
STAR 50% of firms => 50 %
STAR 50 km => 50 km
STAR 50,000 firms => 50000 firms
STAR 50.5 => 101/2
STAR 500 => 500
Group of Seven hundred firms => 700 firms
1,863 Program => 1863
$863 Program => 863 USD
Six little dragons => 6 dragons
360 firms => 360 firms
https://example.org/01.AI/5 and 01.AI => name https://example.org/01.AI/5; name 01.AI

# Words of counted units
40 posts => 40 jobs
40 new AI posts => 40 jobs
one post => 1 jobs
500个岗位 => 500 jobs
500岗位 => 500 jobs
500 AI岗位 => 500 jobs
三个岗位 => 3 jobs
5,427 data centres => 5427 data-centres
2-data-centre plan => 2 data-centres
20 data centre projects => 20 projects
24 of the data centre were built => 24
5,000 t of steel => 5000 tonnes
5,000 T of steel => 5000
5,000-tonne press => 5000 tonnes
5000吨 => 5000 tonnes
20人次 => 20 visits

# Currencies, declared and not
2020 CNY => 2020 CNY
CNY 2020 => 2020 CNY
in August 11 yen => 11 JPY
2000-20 yuan => 2000 CNY; 20 CNY
2025年元旦 => date 2025
3亿元 => 300000000 CNY
3亿元件 => 300000000
between HKD 3 and 5 billion => 3000000000..5000000000 HKD
A$5m-A$10m => 5000000..10000000 AUD
MX$5 million => 5000000 ¤
₪2020 => 2020 ¤
₪5-10m => 5000000..10000000 ¤
"""

ROWS = [[part.strip() for part in line.split("=>")] for line in (TABLE + TOLD_TABLE).splitlines() if "=>" in line]


def shown(quantity: Quantity) -> str:
    if quantity.kind == "date":
        return f"date {quantity.when or '?'}"
    if quantity.kind in ("name", "label"):
        return f"{quantity.kind} {quantity.text}"
    value = "?" if quantity.value is None else str(quantity.value)
    parts = [
        "ordinal" if quantity.kind == "ordinal" else "",
        value + (f"..{quantity.upper}" if quantity.upper is not None else ""),
        quantity.unit or "",
        f"({quantity.qualifier})" if quantity.qualifier else "",
        f"/{quantity.per}" if quantity.per else "",
    ]
    return " ".join(filter(None, parts))


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_phrases(text: str, expected: str) -> None:
    assert "; ".join(map(shown, quantities(text))) == expected.strip("; ")


def test_without_a_vocabulary_only_what_is_generic_is_read() -> None:
    read = Reader(Vocabulary()).read
    texts = ("about 5 km2", "over a third", "March 2023", "$5 million", "5 yuan", "40 posts", "500个岗位", "01.AI")
    assert [shown(read(text)[0]) for text in texts] == [
        "5 km2 (about)",
        "1/3 share (over)",
        "date 2023-03",
        "5000000 ¤",
        "5",
        "40 posts",
        "500",
        "1",
    ]


def test_the_first_of_two_units_that_claim_a_form_has_it() -> None:
    units = (unit_words("CAD", ["dollars"], ("$",)), unit_words("USD", ["dollars", "US dollars"], ("$", "US$")))
    read = Reader(Vocabulary(units)).read
    assert [read(text)[0].unit for text in ("5 dollars", "$5", "5 US dollars", "US$5")] == ["CAD", "CAD", "USD", "USD"]


def test_the_words_of_a_vocabulary_come_before_what_the_reader_knows_unless_that_is_longer() -> None:
    units = (UnitWords("MW", ("megawatt", "megawatts", "兆瓦")), UnitWords("%", ("of a hundred",)))
    read = Reader(Vocabulary(units)).read
    texts = ("5 megawatts", "5 megawatt-hours", "5 of a hundred", "5 percent", "5兆瓦时")
    assert [read(text)[0].unit for text in texts] == ["MW", "MWh", "%", "%", "MWh"]


def test_one_vocabulary_has_one_reader_and_another_has_another() -> None:
    assert reader_for(Vocabulary(names=("01.AI",))) is reader_for(Vocabulary(names=("01.AI",)))
    assert reader_for(Vocabulary(names=("01.AI",))) is not reader_for(Vocabulary(names=("02.AI",)))


def test_a_name_stands_in_a_text_as_whole_words_alone() -> None:
    texts = ("the STAR 50, again", "STAR 50", "the STAR 500", "a5STAR 50", "star 50")
    assert [bool(names_in(["STAR 50"], [text])) for text in texts] == [True, True, False, False, False]
    assert names_in(["STAR 50", "STAR 50 Index", "Editors’ 7"], ["the STAR 50 Index"]) == {"STAR 50", "STAR 50 Index"}
    assert names_in(["Editors’ 7", "Two\u00a0Sessions"], ["the Editors' 7", "Two Sessions"]) == {
        "Editors’ 7",
        "Two\u00a0Sessions",
    }


def test_hedges_mean_bounds() -> None:
    means: dict[Qualifier, str] = {
        "more than": "lower",
        "at least": "lower",
        "up to": "upper",
        "about": "about",
        "nearly": "below_about",
    }
    assert {hedge: bound(hedge) for hedge in means} == means
    assert bound(None) == "exact"


def test_span_holds_hedge_currency_and_unit() -> None:
    text = "It drew an estimated US$2.5bn, between 3 and 5 percent, or 1,000 AI firms."
    assert [quantity.text for quantity in quantities(text)] == [
        "an estimated US$2.5bn",
        "between 3 and 5 percent",
        "1,000",
    ]


PIECES = st.sampled_from(
    re.findall(
        r"\S+",
        """one two a the half third hundred thousand million and of in to from between every out year over up or
        more than - – , . ; ' $ ¥ RMB yuan % percent 5 12 2023 2,000 0.5 Feb. May Q1 first second GPT -4
        5G km2 square metres ( )
        年 月 日 三 十 百 千 万 亿 分之 第 多 余 超 约 家 企业 成 翻番 ½ ０ ９ ， ％ milliards mil annually""",
    )
)
ANY_TEXT = st.text(max_size=80) | st.lists(PIECES | st.sampled_from(VOCABULARY.names), max_size=14).flatmap(
    lambda pieces: st.sampled_from((" ".join(pieces), "".join(pieces)))
)


@given(ANY_TEXT)
@example("İ 5ſ Ⅳ ² 五1.5二1.5万 分之 第零 0分之一 0月 2023-13-40")
@example("9" * 5000 + " 亿" * 200 + "1/0 31 February 2023")
@settings(max_examples=1500, deadline=None)
def test_any_text_is_read_in_order(text: str) -> None:
    end = 0
    for quantity in quantities(text):
        assert end <= quantity.start < quantity.end <= len(text)
        assert quantity.text == text[quantity.start : quantity.end]
        assert (quantity.kind in ("amount", "ordinal")) or quantity.value is None
        assert quantity.upper is None or quantity.value is not None
        end = quantity.end


SCALES = {
    "": 1,
    " thousand": 10**3,
    " million": 10**6,
    " billion": 10**9,
    " trillion": 10**12,
    "万": 10**4,
    "亿": 10**8,
}
UNITS = {" yuan": "CNY", " percent": "%", " square metres": "m2", " PFLOPS": "PFLOPS", " companies": "companies"}


@given(
    st.decimals(min_value=0, max_value=999_999, places=2) | st.integers(min_value=0, max_value=10**9),
    st.sampled_from(sorted(SCALES)),
    st.sampled_from(sorted(UNITS)),
    st.sampled_from(("", ",", " ")),
    st.sampled_from(("", "more than ", "about ", "up to ")),
)
@settings(deadline=None)
def test_a_written_amount_reads_back(number: Decimal | int, scale: str, unit: str, separator: str, hedge: str) -> None:
    digits = f"{number:,}".replace(",", separator)
    # Without a separator, "2023 companies" is a year by rule only where no counted noun stands next to it.
    [quantity] = quantities(hedge + digits + scale + unit)
    assert quantity.value == Fraction(number) * SCALES[scale]
    assert quantity.unit == UNITS[unit]
    assert (quantity.qualifier or "") == hedge.strip()


@given(st.text("0123456789.,%年月家万 -", max_size=30))
@example("1.2.3")
def test_full_width_digits_read_as_ascii(text: str) -> None:
    narrow, full = "0123456789%", "０１２３４５６７８９％"
    found = map(shown, quantities(text.translate(str.maketrans(narrow, full))))
    # A name is shown in its own words, digits and all.
    assert [row.translate(str.maketrans(full, narrow)) for row in found] == list(map(shown, quantities(text)))
