"""Names of States, as United Nations documents write them; the State that reports is not what is asked for."""

from __future__ import annotations

import re

_NAMES = """
    Afghanistan Albania Algeria Andorra Angola Argentina Armenia Australia Austria Azerbaijan Bahamas Bahrain
    Bangladesh Barbados Belarus Belgium Belize Benin Bhutan Bolivia Bosnia Botswana Brazil Brunei Bulgaria
    Burkina_Faso Burundi Cambodia Cameroon Canada Chad Chile China Colombia Comoros Congo Costa_Rica Croatia
    Cuba Cyprus Czechia Denmark Djibouti Dominica Ecuador Egypt El_Salvador Eritrea Estonia Eswatini Ethiopia
    Fiji Finland France Gabon Gambia Georgia Germany Ghana Greece Grenada Guatemala Guinea Guyana Haiti Honduras
    Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy Jamaica Japan Jordan Kenya Korea Kuwait
    Kyrgyzstan Lao Latvia Lebanon Lesotho Liberia Libya Liechtenstein Lithuania Luxembourg Madagascar Malawi
    Malaysia Maldives Mali Malta Mauritania Mauritius Mexico Moldova Monaco Mongolia Montenegro Morocco
    Mozambique Myanmar Namibia Nepal Netherlands New_Zealand Nicaragua Niger Nigeria North_Macedonia Norway Oman
    Pakistan Palestine Panama Paraguay Peru Philippines Poland Portugal Qatar Romania Russian_Federation Rwanda
    Samoa San_Marino Saudi_Arabia Senegal Serbia Seychelles Sierra_Leone Singapore Slovakia Slovenia Somalia
    South_Africa South_Sudan Spain Sri_Lanka Sudan Suriname Sweden Switzerland Syria Syrian Tajikistan Tanzania
    Thailand Timor-Leste Togo Tonga Trinidad Tunisia Türkiye Turkey Turkmenistan Uganda Ukraine
    United_Arab_Emirates United_Kingdom United_States Uruguay Uzbekistan Vanuatu Venezuela Viet_Nam Yemen Zambia
    Zimbabwe
"""
COUNTRY = re.compile(rf"\b(?:{'|'.join(name.replace('_', ' ') for name in _NAMES.split())})\b")
