import type { People } from './people.ts';

const list = (text: string): string[] => text.split('|');

/**
 * Names, places and codes of the held-out screens, drawn at random from the lists of
 * @faker-js/faker 10 (20 and 18 locales): who writes rules never looks at what comes of them.
 */
export const UNSEEN_PEOPLE: People = {
  names: [
    [
      list(
        'Noëlle|Sarah|Annonciade|Zéphirin|Dominique|Agnès|Abondance|Gwenaëlle|Axel|Perrine|Girart|Ernest|Bohémond|Réjean',
      ),
      list(
        'Moreau|Noel|Marchand|Vidal|Martin|Royer|Simon|Brunet|Lucas|Lopez|Henry|Perrin|Sanchez|Andre',
      ),
    ],
    [
      list(
        'Nina|Shaniya|Celine|Wilber|Maxie|Amber|Aditya|Laurie|Dax|Polly|Jaren|Gerald|Domenic|Ronny',
      ),
      list(
        'Pollich|Ritchie|Monahan|Zboncak|Muller|Welch|Rippin-Feest|Terry-Terry|Mayert|Blick|Wyman|Conroy|Abernathy|Zieme',
      ),
    ],
    [
      list(
        'Rosario|Jacobo|Miguel Ángel|Eloisa|Alfredo|Cristobal|Pedro|José Emilio|Leonardo|Diana|María José|Abraham|Olivia|Matías',
      ),
      list(
        'Gálvez Kamal|Karan Luna|Hinojosa Santana|Márquez Rosales|Ramón Portillo|Rendón de Puga|Tijerina Pagan|Corrales Olivárez|Villegas Velasco|Cordero Quintero|Treviño de Villaseñor|Blanco Ornelas|Morales Zavala|Bustos Kamal',
      ),
    ],
    [
      list(
        'Rebeca|Isaac|Pedro Henrique|Felícia|Benício|Danilo|Ricardo|Kléber|Marcelo|Emanuelly|Maria Clara|Alessandro|Morgana|Paulo',
      ),
      list(
        'Martins|Oliveira|Pereira|Saraiva|Nogueira|Silva|Albuquerque|Costa|Souza|Carvalho|Batista|Moraes|Melo|Moreira',
      ),
    ],
    [
      list(
        'Monique|Sena|Cindy|Wilhelm|Mark|Amanda|Adriano|Lia|Enrico|Nora|Klemens|Jens|Francesco|Salih',
      ),
      list(
        'Rangen|Rupprecht|Muller|Zeyhle|Nerius|Walther|Ruch|Wilhelm|Waldmann|Danneberg|Metzger|Mayer|Kinadeter|Scheuring',
      ),
    ],
    [
      list(
        'Selene|Giasone|Raffaele|Diodata|Amadeo|Berengario|Sabele|Lamberto|Metello|Crescenzia|Marisa|Acacio|Pamela|Polifemo',
      ),
      list(
        'Fioravanti|Molinaro|Pacifico|Riparbelli|Massari|Micco|Masala|Paola|Scalzo|Avallone|Crisci|Tamburini|Corona|Secchi',
      ),
    ],
    [
      list(
        'Sumayyah|Ikenna|Remilekun|Chimamanda|Adegoke|Bankole|Shalewa|Kemi|Mohammed|Chiamaka|Omawunmi|Abimbola|Rasheedah|Oluwunmi',
      ),
      list(
        'Gbadamosi|Obiageli|Oladimeji|Onohinosen|Mutiat|Nwogu|Olasunkanmi-fasayo|Sabdat|Adebayo-Babalola|Adeniyan|Sylvester|Olubukola|Saheed|Mustapha',
      ),
    ],
    [
      list(
        'Penda|Salimata|Aïcha|Youssou|Moctar|Amie|Abdoul|Khady|Boubacar|Ramatoulaye|Mactar|Ismaïla|Chekhouna|Salif',
      ),
      list(
        'Nguèr|Sadio|Mbow|Willane|Mendy|Thioune|Traoré|Cissokho|Mbaye|Mbacké|Guissé|Samb|Tine|Anne',
      ),
    ],
    [
      list(
        'Büke|Suzan|Çeşminaz|Diclehan|Çokramayul|Biligköngülsengün|Aslım|Affan|Benlidemir|Ediz|Uygu|Keramet|Haki|Avar',
      ),
      list(
        'Tokgöz|Kumcuoğlu|Mertoğlu|Güneş|Ünal|Kahveci|Örge|Menemencioğlu|Özer|Önür|Akyüz|Erçetin|Erkekli|Berberoğlu',
      ),
    ],
    [
      list(
        'Thảo Hương|Tịnh Yên|Huệ My|Đức Giang|Song Lam|Bảo Lan|Anh Khôi|Phi Nhung|Hòa Thái|Tiên Phương|Phi Long|Minh Thông|Hồng Vinh|Uy Phong',
      ),
      list('Tô|Vũ|Trần|Đỗ|Trịnh|Đặng|Hà|Ngô|Bùi|Trương|Hoàng|Lý|Lê|Phùng'),
    ],
    [
      list(
        'Stella|Julian|Prokul|Florencja|Apollo|Damian|Roland|Ksenofont|Michał|Estera|Marta|Adam|Paulina|Piotr',
      ),
      list(
        'Kosowski|Paczkowski|Prus|Stępniak|Musiał|Olejnik|Mucha|Rak|Trzeciak|Bartosik|Górski|Wolny|Grzyb|Urbański',
      ),
    ],
    [
      list(
        'Nila|Sara|Eleonora|Yassir|Marley|Amélie|Ace|Linde|Finn|Noëlla|Leonardo|Jona|Glenn|Silas',
      ),
      list(
        'de Wit|van Doorn|de Groot|van der Ven|de Jong|van der Linden|van der Pol|Gerritsen|de Corte|de Bruijn|Sanders|van Loon|van der Meer|Bakker',
      ),
    ],
    [
      list('فاطمه|صدقي|محمود|براءة|باسم|حبيب|مصطفى|عرفان|فارس|عنود|أسامة|عوضية|مبروك|خلود'),
      list(
        'المنيف|الكافي|شقرون|زروق|جابالله|البشيري|بن عمر|الطريقي|الخليفي|فقوسة|تومي|عطالله|بن حمودة|همدان',
      ),
    ],
    [
      list(
        'София|Лаврентий|Святополк|Дарья|Анисим|Виктор|Симон|Милен|Нифонт|Вероника|Надежда|Аверьян|Ольга|Рубен',
      ),
      list(
        'Киселева|Никитина|Панова|Смирнова|Моисеев|Наумов|Мишин|Петров|Тимофеева|Артемьев|Дьячкова|Филиппова|Денисов|Третьяков',
      ),
    ],
    [
      list('胤祥|若汐|雨桐|国珍|鹏飞|熠彤|丽芬|一全|潇然|奕泽|蒙|敬阳|建国|志强'),
      list('郭|莫|袁|程|龙|纪|骆|麦|卢|祁|皇甫|柴|谭|高'),
    ],
    [
      list(
        'Sorana|Horia|Paul|Diana|Anton|Claudiu|Rareș|Jean|Martin|Corina|Mihaela|Adelin|Profira|Octaviu',
      ),
      list(
        'Groza|Negoita|Olteanu|Sandor|Munteanu|Nechita|Muntean|Pana|Stancu|Anton|Dinu|Toma|David|Stoian',
      ),
    ],
    [
      list(
        'Subhashini|Dhanpati|Mohinder|Chandramani|Adityanandana|Baalaaditya|Pran|Gandharv|Gudakesa|Bilva|Nalini|Aagam|Sarla|Lakshminath',
      ),
      list(
        'Iyengar|Mishra|Namboothiri|Reddy|Mehra|Menon|Marar|Nehru|Shukla|Adiga-Devar|Ahuja|Talwar|Pandey|Singh',
      ),
    ],
    [
      list(
        'Sára|Krisztofer|Soma|Fanni|Bence|Bálint|Tamás|Miklós|Nimród|Emese|Mirella|Adrián|Rebeka|Roland',
      ),
      list(
        'Jónás|Németh|Papp|Szekeres|Mészáros|Novák|Pataki|Szűcs|Balog|Fábián|Tóth|Fekete|Sándor|Oláh',
      ),
    ],
    [
      list('Sandra|Jörgen|Per|Ella|Arvid|Dennis|Rickard|Leif|Marcus|Cecilia|Lisbeth|Adam|Moa|Olof'),
      list(
        'Hellström|Lundgren Holmgren|Samuelsson Engström|Pålsson|Mattsson|Nilsson Mattsson|Sandström|Andersson Ekström|Bengtsson|Svensson Nilsson|Wikström|Viklund Lundberg|Lundin|Lindholm',
      ),
    ],
    [
      list(
        'Nora|Tina|Branimira|Zrinko|Borna|Anastazija|Ado|Lovorka|Duje|Renata|Ladislav|Jadran|Filip|Toni',
      ),
      list(
        'Rangelov|Skeledžija|Patrun|Žarković|Petrijevčanin|Šajinović|Skandović|Šomođvarac|Šafarić|Cimerman|Owais|Opuvačić|Kurevija|Stanivuković',
      ),
    ],
  ],
  addresses: list(
    '40 Avenue de la Harpe 2 étage/39161 Clichy|11 Voie des Rosiers/30137 Villejuif/Tonga|220 Avenue de Tilsitt/75458 Quimper|269 Passage Adolphe Mille 2 étage/08275 Drancy/Tunisie|799 Avenue du Chat-qui-Pêche/98644 Saint-Paul|3 Isabella Close Apt. 451/Little Gloverington HS16 12O|79 Market Place/Stark Hill DL2 0JY/Greece|797 Arvel Hill/Jast-Denesik Cross SP5 3XM|48 Swaniawski Hill Apt. 349/Stoltenberg-Lowewick PE94 51M/Algeria|1 Manley Side/New Considine ME50 85B|8745 Canal Street Apt. 805/Amberchester, NM 58959|37570 Polly Path/Satterfieldhaven, NM 46338/Réunion|687 3rd Street/Feestcester, WI 86902-6209|896 Blick Overpass Suite 951/Danieltown, NE 40070/Iran|43513 Dudley Mount/Port Jody, ID 11721|Sección Jerónimo, 70 2º B/80515 Alcorcón|Parcela Lucas Anguiano Ortiz 1/27570 Rubí/Guam|Ronda Iván, 73/38825 Leganés|Paseo Marcos Rangel Polanco s n. 3º Izda./86902 Vigo/Dinamarca|Travesía Sergio 3/79889 Alicante|Calle Alejandro 9210 Puerta 404/35131 Saltillo|Calzada Antonio s n./17213 Tehuantepec-Salina Cruz/Uzbekistan|Camino República de Chile, 1/39645 Tonalá|Carretera Francisco I. Madero 97 Esc. 610/27539 Morelia/Omán|Eje Eje 5, 9/44842 Ciudad Madero|11721 Marginal Vicente Casa 2/20396-458 Pereira do Sul|161 Avenida Kléber/39479-941 Saraiva de Nossa Senhora/Cuba|82224 Alameda Nogueira/14729-856 Arthur do Descoberto|268 Alameda Moreira Apto. 568/21612-525 Bryan do Descoberto/Tanzânia|5184 Rua Costa/97940-849 Felícia do Norte|Escadas Rodrigo Pinheiro 3805-R C/5895-960 Esposende|Alameda Matias Pinheiro 70/2348-644 Rebordosa/Guiné-Bissau|Caminho Sandro Pinho 6/7658-760 Pombal|Travessa Ígor Moraes 199-Mor./7279-889 Pombal/Madagáscar|Avenida Bruno Vieira 11/4007-099 Esposende|Am Frankenberg 92c Apt. 154/04351 Nord Furkan|Karl-Marx-Str. 117/21379 Kaiserslautern/El Salvador|Dünnwalder Grenzweg 496/45873 Neu Ahmetscheid|Bodelschwinghstr. 375 Zimmer 947/99419 Joanadorf/Britische Jungferninseln|St. Ingberter Str. 32/49594 Maryamdorf|Hirsdorf 74c Zimmer 702/8051 Neudorf bei Staatz|Seeblick 69c/6020 Raiding/Neukaledonien|Ahorngasse (St. Andrä) 75/7023 Krumbach|Seeblick 44a 4 OG/3882 Oed-Oehling/Schweiz|Spargelfeldgasse 76a/5876 Arriach|Incrocio Calandro 15, Piano 9/51140 Quarto Zita sardo|Strada Incoronata 14/35131 Marchetti lido/Bolivia|Rotonda Ausilia 79/94220 Settimo Generoso|Rotonda Callegari 9, Piano 1/61027 Tea calabro/Paraguay|Incrocio Vannini 48/42182 Borgo Vanna|Scholtenweg 231b 3 hoog/2250 FB Broeksluis|Nikkiedijk 522 III/1396 TG Mookvliet/Polen|Taragracht 6/2027 QM Heine|van der Heijdendijk 294a 2 hoog/8421 NA Fatum/Cyprus|Loudijk 614a/7298 IS Nuis|wyb. Mroczek 605 m. 695/11-400 Stawiszyn|al. Grzyb 15/40-435 Darłowo/Irak|bulw. Janik 11b/17-213 Stawiszyn|wyspa Graczyk 13 m. 964/58-731 Różan/Urugwaj|szosa Filipiak 375/39-479 Wyśmierzyce|Абрикосовая площадь, 616 кв. 155/951140 Абинск|Полевая ул., 921/054043 Неплюевка/Бразилия|аллея Брянская, 225/011721 Кизел|Заливная ул., 522 кв. 139/645873 Ведено/Руанда|Черноморская аллея, 610/275394 Сасово|651 Malik Way Suite 114/Kolar 007 099|15404 Anand Swarup Harbor/Coimbatore 161 250/British Indian Ocean Territory (Chagos Archipelago)|313 Kaniyar Extension/Purna 203 964|731 Achari Place Apt. 127/Vadnagar 539 479/Hungary|94484 Sucheta Ferry/Nawabganj 224 959|Porte MacGyver 128b Apt. 515/8959 Anhéecentre|Parc Edwin 670b/2348 Grez-Doiceauplage/Panama|Galerie Franecki 886 bis/7658 Oheycentre|Porte Bartoletti 620 9 étage/9727 StoumontNord/Ukraine|Quai Blanchard 695 bis/1140 Quévy|874 Place du Haut des Roches Apt. 380/5158 Zollikon|96 Rue de la Maison-Blanche/1660 Freienbach/São Tomé-et-Principe|70 Avenue de Ruege/4864 Morat|43 Chemin du Raisin Apt. 678/6765 Urdorf/Russie|16 Chemin des Rochettes/9026 Emmen|Atatürk Bulvarı 709 Suite 310/54043 Malatya|İsmet Paşa Caddesi 1/61250 Aydın/Brunei|Afyon Kaya Sokak 23/79942 Diyarbakır|Tevfik Fikret Caddesi 9 Suite 458/73169 Tunceli/Amerikan Samoa|Saygılı Sokak 12/75394 Sinop|Intrarea Valea Lupului, Bloc 65, Ap. 60/559511 Buhuși|Aleea Capalna, Bloc 70/992105 Vicovu de Sus/Antarctica|Bulevardul Aerogarii, Bloc 51/316125 Reșița|Aleea George Cosbuc, Bloc 72, Ap. 47/994220 Băilești/Uganda|Intrarea Valului, Bloc 68/731697 Constanța',
  ).map((lines) => lines.split('/')),
  handles: list(
    'Amelie42|@claude25|Dario.Lueilwitz86|@kamryn.schowalter84|Emiliano_KamatXacon|@cristian_cordovazapata|Heloisa.Costa71|@joaomiguel21|Leonhard3|@sonja_bogdashin55|Vitale.Casavecchia70|@siriano_allegretti5|Obioma_Mukaram57|@fatima99|Abou.Loum35|@cherif.camara73|Barca.Berk|@zuleyha.at8hlgan|Dina_Ko8yodziejski41|@sybilla.g8yogowski|Amira_Hofman|@sef_terlouw88|Ciprian33|@natalia.ion|Ashlesh_Dhawan|@aagneya_adiga|Lujza.Mate|@abigel_voros23|Leo0|@asa.blomqvist|Ivica_Alikavazovic42|@leona_brahaj13',
  ),
  codes: list(
    '8745 7028 0515 8959|182nm-09rkq-38dft|fhode-tu9ls-umqol|7606-869026-20999|2798-896516-05595|5F00R1ZY86|IF1FCJ4C3M|AK334Q94CR|XMFGCJY-RLPWSJD|xr0n6-29qkc-whpwx|1944 8421 8222 4959|PE47-9ZUJM-0R11T|RXNP BVOB LRWG DPEF|FO38-33VHG-3TFU2|1297 9408 4931 2533|5A9P6OIH17|FXBRGBY-UJHUEVB|ARXPBTI-CBFGBTR|AP85-N9R4L-D0M7T|ZYCHVKD-SIKODMV|HW0U0JG3QJ|NHIEBSA-HIXFGCF|7107-761885-92600|2742 2109 5904 7004|6091 8568 3724 5241|2180-200463-54342|IFSY EKVV SVJU ATSY|2869 4759 6525 9923|7669 1470 7478 0141|UMWRWJM-OELUKKU|XQRC SASJ GDBU TFKO|EH10-LI47K-WZ50K|3470 3370 7630 8059|SRV0RL3KXC|6793-237131-06318|JC84-OF1ZU-OX09E|AIZA CKNB TGWU JTGR|VTEBHZF7S3|8102 0434 7454 6433|x7yts-q502n-rvyj1|0731-677702-65170|8994-906927-95431|LDPX YNDX JFAO IKYF|YCGMBJI-CTDBVHN|YF25-5NPS6-CKXGV|g103y-ouuv8-3woyi|okpj5-6meib-lltdb|LZUN LPFY DXCL PFIP|5122-458804-00004|sosqv-frgdw-g85ni|7888-608403-24884|DNOZCKJTAO|1500 8988 2496 8615|JSGA WIOL ALFQ CRCB|WJ56-R4YAM-SF73F|x5iy6-vw11v-39bdq|MSKSWQE-NMBQHHY|HVSS68C0FO|7463-105454-04246|EMQNJIH-SAVYBTD',
  ),
  platforms: [
    'Prolific',
    'Clickworker',
    'Toluna',
    'Swagbucks',
    'UserTesting',
    'Outlier',
    'Appen',
    'Data Annotation',
  ],
  states: {
    fr: ['Payé', 'Effectué', 'En cours', 'Refusé', 'Virement envoyé'],
    en: ['Paid', 'Sent', 'Processing', 'Failed', 'Payment completed'],
    es: ['Pagado', 'Enviado', 'En proceso', 'Rechazado', 'Transferencia recibida'],
    pt: ['Pago', 'Enviado', 'Em processamento', 'Recusado', 'Transferência recebida'],
    de: ['Bezahlt', 'Gesendet', 'In Bearbeitung', 'Abgelehnt', 'Überweisung eingegangen'],
    it: ['Pagato', 'Inviato', 'In elaborazione', 'Rifiutato', 'Bonifico ricevuto'],
    ar: ['تم الدفع', 'قيد المعالجة', 'مرفوض', 'تم التحويل'],
    ru: ['Оплачено', 'Отправлено', 'В обработке', 'Отклонено', 'Перевод получен'],
  },
};
