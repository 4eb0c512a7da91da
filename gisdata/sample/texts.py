"""Sentences that residents of the sample district write, by category.

Each is a template: {yer} is a spot, {sure} how long it has been so. Invented, all of them.
"""

SPOTS = [
    "okulun önünde",
    "caminin yan sokağında",
    "marketin karşısında",
    "aile sağlığı merkezinin girişinde",
    "parkın köşesinde",
    "metro çıkışında",
    "pazar yerinin arkasında",
    "sitenin kapısında",
    "kreşin yanında",
    "otobüs durağının arkasında",
    "muhtarlığın olduğu sokakta",
    "kavşakta",
    "eczanenin önünde",
    "bizim apartmanın önünde",
    "yokuşun başında",
    "spor sahasının yanında",
]

SPANS = [
    "iki gündür",
    "bir haftadır",
    "on gündür",
    "neredeyse bir aydır",
    "geçen kıştan beri",
    "bayramdan beri",
    "bu sabahtan beri",
    "üç aydır",
]

TEXTS: dict[str, list[str]] = {
    "bozuk-yol": [
        "{yer} asfalt çöktü, arabalar karşı şeride geçiyor.",
        "{yer} {sure} derin bir çukur var, yağmurda su dolunca görünmüyor.",
        "Kazıdan sonra {yer} yol yamanmadan bırakıldı, motosikletler düşüyor.",
    ],
    "bozuk-kaldirim": [
        "{yer} kaldırım taşları yerinden oynamış, annem takılıp düştü.",
        "{yer} kaldırım {sure} kırık, bebek arabasıyla yola inmek zorunda kalıyoruz.",
        "Ağaç kökleri {yer} kaldırımı kaldırdı, akşam görünmüyor.",
    ],
    "rogar": [
        "{yer} rögar kapağı {sure} yerinden çıkmış, çok tehlikeli.",
        "{yer} mazgal tıkalı, her yağmurda su birikiyor.",
    ],
    "trafik-isareti": [
        "{yer} dur levhası {sure} yerde yatıyor.",
        "{yer} trafik ışığı yayalara hiç yeşil yanmıyor.",
    ],
    "yaya-gecidi": [
        "{yer} yaya geçidi çizgileri silinmiş, çocuklar karşıya geçemiyor.",
        "Araçlar {yer} çok hızlı geçiyor, bir kasis yapılmasını istiyoruz.",
    ],
    "sokak-lambasi": [
        "{yer} sokak lambası {sure} yanmıyor, akşam yürümeye korkuyoruz.",
        "{yer} lamba bütün gece yanıp sönüyor.",
        "Sokağımız {sure} karanlık, {yer} üç direk birden sönük.",
    ],
    "park-lambasi": [
        "Parkın lambaları {sure} yanmıyor, akşam oturulmuyor.",
        "{yer} parkın yürüyüş yolu karanlık.",
    ],
    "cop": [
        "{yer} çöp konteyneri {sure} taşıyor, koku eve giriyor.",
        "{yer} konteyner yetmiyor, çöpler yere bırakılıyor.",
        "Çöp toplama saati değişti, {yer} poşetler bütün gün yerde.",
    ],
    "moloz": [
        "{yer} boş arsaya gece kamyonla moloz döküyorlar.",
        "{yer} {sure} eski koltuk ve inşaat atığı duruyor.",
    ],
    "geri-donusum": [
        "{yer} geri dönüşüm kutusu {sure} boşaltılmadı.",
        "{yer} cam kumbarası kırık, kırıklar yerde.",
    ],
    "park-bakimi": [
        "{yer} parkta çimler kurudu, sulama {sure} çalışmıyor.",
        "{yer} parkın bankları kırık, oturacak yer kalmadı.",
    ],
    "agac": [
        "{yer} ağacın dalı elektrik tellerine değiyor.",
        "{yer} fırtınada eğilen ağaç {sure} kaldırımın üstünde.",
        "{yer} dikilen fidanlar susuzluktan kuruyor.",
    ],
    "oyun-alani": [
        "{yer} salıncağın zinciri kopuk, çocuklar yine de biniyor.",
        "{yer} oyun alanının zemini {sure} yırtık.",
        "Kaydırağın ucu kırık, oğlumun bacağı çizildi.",
    ],
    "su-kacagi": [
        "{yer} {sure} asfaltın altından temiz su akıyor.",
        "{yer} park çeşmesi kapanmıyor, su boşa gidiyor.",
    ],
    "kanalizasyon": [
        "{yer} kanalizasyon taşıyor, koku dayanılmaz.",
        "{yer} {sure} lağım kokusu var.",
    ],
    "su-baskini": [
        "Her sağanakta {yer} göl oluyor, dükkânlara su giriyor.",
        "Alt geçitte {yer} su birikti, yayalar geçemiyor.",
    ],
    "gurultu": [
        "{yer} inşaat gece on birden sonra da çalışıyor.",
        "{yer} {sure} jeneratör sesi yüzünden uyuyamıyoruz.",
    ],
    "hava-kirliligi": [
        "{yer} akşamları plastik yakılıyor, pencere açamıyoruz.",
        "{yer} bacadan {sure} siyah duman çıkıyor.",
    ],
    "sokak-hayvani": [
        "{yer} arka ayağı yaralı bir köpek yatıyor, yardım bekliyoruz.",
        "{yer} yavru kediler var, kış geliyor, barınak lazım.",
    ],
    "hasere": [
        "{yer} {sure} sivrisinek çok arttı, ilaçlama istiyoruz.",
        "{yer} konteynerlerin çevresinde fare görüyoruz.",
    ],
    "durak": [
        "{yer} durağın camı kırık, oturağı yok.",
        "{yer} durakta gölgelik olmadığı için yaşlılar güneşte bekliyor.",
    ],
    "hatali-park": [
        "{yer} kaldırıma park ediyorlar, yürüyecek yer yok.",
        "{yer} araçlar {sure} itfaiye yolunu kapatıyor.",
    ],
    "bisiklet": [
        "{yer} bisiklet yoluna araçlar park ediyor.",
        "{yer} bisiklet yolu birden bitiyor, yola çıkmak zorundayız.",
    ],
    "rampa": [
        "{yer} rampa çok dik, tekerlekli sandalyeyle tek başıma çıkamıyorum.",
        "Üst geçidin asansörü {sure} çalışmıyor, karşıya geçemiyoruz.",
    ],
    "gecis-engeli": [
        "{yer} kaldırımın ortasındaki direk tekerlekli sandalyeye yol vermiyor.",
        "{yer} hissedilebilir yüzeyin üstüne tezgâh konmuş.",
    ],
    "riskli-yapi": [
        "{yer} boş binanın balkonundan parçalar düşüyor.",
        "{yer} istinat duvarında {sure} büyüyen bir çatlak var.",
    ],
    "insaat": [
        "{yer} inşaatın çevresi kapatılmamış, çocuklar içeri giriyor.",
        "{yer} iskeleden kaldırıma malzeme düşüyor.",
    ],
    "toplanma-alani": [
        "Afet toplanma alanının levhası {sure} yok, komşular yerini bilmiyor.",
        "{yer} toplanma alanı otopark olarak kullanılıyor.",
    ],
    "miras-hasari": [
        "{yer} tarihî çeşmenin taşına boya sıkılmış.",
        "{yer} eski çeşmenin musluğu sökülmüş, aynası kırık.",
    ],
    "diger": [
        "{yer} banka ve gölgelik istiyoruz, yaşlılar oturacak yer bulamıyor.",
        "{yer} {sure} sahipsiz bir araç duruyor.",
    ],
}

NOTES = {
    "acknowledged": "Bildiriminiz ilgili birime iletildi.",
    "in_progress": "Ekip yerinde inceledi, çalışma programa alındı.",
    "resolved": "Çalışma tamamlandı. Çözülmediyse lütfen yazınız.",
    "declined": "Bu konu ilçe belediyesinin yetkisinde değil; yetkili kuruma bildirildi.",
}
