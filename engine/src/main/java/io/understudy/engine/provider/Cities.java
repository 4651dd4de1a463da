package io.understudy.engine.provider;

import java.util.ArrayList;
import java.util.List;

/** Cities of the world: where they are, their country and their time zone. */
final class Cities {
  private static final String DATA =
      """
      35.6895|139.6917|Tokyo|JP|Asia/Tokyo
      34.6937|135.5022|Osaka|JP|Asia/Tokyo
      43.0642|141.3469|Sapporo|JP|Asia/Tokyo
      37.5665|126.9780|Seoul|KR|Asia/Seoul
      35.8714|128.6014|Daegu|KR|Asia/Seoul
      39.9042|116.4074|Beijing|CN|Asia/Shanghai
      30.5728|104.0668|Chengdu|CN|Asia/Shanghai
      34.3416|108.9398|Xi'an|CN|Asia/Shanghai
      25.0330|121.5654|Taipei|TW|Asia/Taipei
      28.6139|77.2090|New Delhi|IN|Asia/Kolkata
      12.9716|77.5946|Bengaluru|IN|Asia/Kolkata
      17.3850|78.4867|Hyderabad|IN|Asia/Kolkata
      18.5204|73.8567|Pune|IN|Asia/Kolkata
      31.5204|74.3587|Lahore|PK|Asia/Karachi
      23.8103|90.4125|Dhaka|BD|Asia/Dhaka
      27.7172|85.3240|Kathmandu|NP|Asia/Kathmandu
      13.7563|100.5018|Bangkok|TH|Asia/Bangkok
      18.7883|98.9853|Chiang Mai|TH|Asia/Bangkok
      21.0278|105.8342|Hanoi|VN|Asia/Ho_Chi_Minh
      3.1390|101.6869|Kuala Lumpur|MY|Asia/Kuala_Lumpur
      -6.9175|107.6191|Bandung|ID|Asia/Jakarta
      16.4023|120.5960|Baguio|PH|Asia/Manila
      41.2995|69.2401|Tashkent|UZ|Asia/Tashkent
      43.2220|76.8512|Almaty|KZ|Asia/Almaty
      35.6892|51.3890|Tehran|IR|Asia/Tehran
      33.3152|44.3661|Baghdad|IQ|Asia/Baghdad
      31.9454|35.9284|Amman|JO|Asia/Amman
      24.7136|46.6753|Riyadh|SA|Asia/Riyadh
      39.9334|32.8597|Ankara|TR|Europe/Istanbul
      41.7151|44.8271|Tbilisi|GE|Asia/Tbilisi
      40.1792|44.4991|Yerevan|AM|Asia/Yerevan
      55.7558|37.6173|Moscow|RU|Europe/Moscow
      55.0084|82.9357|Novosibirsk|RU|Asia/Novosibirsk
      50.4501|30.5234|Kyiv|UA|Europe/Kyiv
      49.8397|24.0297|Lviv|UA|Europe/Kyiv
      53.9006|27.5590|Minsk|BY|Europe/Minsk
      54.6872|25.2797|Vilnius|LT|Europe/Vilnius
      52.2297|21.0122|Warsaw|PL|Europe/Warsaw
      50.0647|19.9450|Krakow|PL|Europe/Warsaw
      50.0755|14.4378|Prague|CZ|Europe/Prague
      49.1951|16.6068|Brno|CZ|Europe/Prague
      48.1486|17.1077|Bratislava|SK|Europe/Bratislava
      47.4979|19.0402|Budapest|HU|Europe/Budapest
      44.4268|26.1025|Bucharest|RO|Europe/Bucharest
      42.6977|23.3219|Sofia|BG|Europe/Sofia
      44.7866|20.4489|Belgrade|RS|Europe/Belgrade
      45.8150|15.9819|Zagreb|HR|Europe/Zagreb
      46.0569|14.5058|Ljubljana|SI|Europe/Ljubljana
      48.2082|16.3738|Vienna|AT|Europe/Vienna
      47.0707|15.4395|Graz|AT|Europe/Vienna
      47.3769|8.5417|Zurich|CH|Europe/Zurich
      46.9480|7.4474|Bern|CH|Europe/Zurich
      52.5200|13.4050|Berlin|DE|Europe/Berlin
      48.1351|11.5820|Munich|DE|Europe/Berlin
      50.1109|8.6821|Frankfurt|DE|Europe/Berlin
      51.0504|13.7373|Dresden|DE|Europe/Berlin
      50.8503|4.3517|Brussels|BE|Europe/Brussels
      52.0907|5.1214|Utrecht|NL|Europe/Amsterdam
      51.4416|5.4697|Eindhoven|NL|Europe/Amsterdam
      48.8566|2.3522|Paris|FR|Europe/Paris
      45.7640|4.8357|Lyon|FR|Europe/Paris
      43.6047|1.4442|Toulouse|FR|Europe/Paris
      47.3220|5.0415|Dijon|FR|Europe/Paris
      40.4168|-3.7038|Madrid|ES|Europe/Madrid
      41.6488|-0.8891|Zaragoza|ES|Europe/Madrid
      37.3891|-5.9845|Seville|ES|Europe/Madrid
      41.5454|-8.4265|Braga|PT|Europe/Lisbon
      45.4642|9.1900|Milan|IT|Europe/Rome
      45.0703|7.6869|Turin|IT|Europe/Rome
      44.4949|11.3426|Bologna|IT|Europe/Rome
      43.7696|11.2558|Florence|IT|Europe/Rome
      39.6390|22.4191|Larissa|GR|Europe/Athens
      51.5074|-0.1278|London|GB|Europe/London
      52.4862|-1.8904|Birmingham|GB|Europe/London
      53.8008|-1.5491|Leeds|GB|Europe/London
      52.2053|0.1218|Cambridge|GB|Europe/London
      52.6638|-8.6267|Limerick|IE|Europe/Dublin
      59.8586|17.6389|Uppsala|SE|Europe/Stockholm
      58.4108|15.6214|Linkoping|SE|Europe/Stockholm
      61.4978|23.7610|Tampere|FI|Europe/Helsinki
      61.1153|10.4662|Lillehammer|NO|Europe/Oslo
      55.4038|10.4024|Odense|DK|Europe/Copenhagen
      30.0444|31.2357|Cairo|EG|Africa/Cairo
      31.6295|-7.9811|Marrakesh|MA|Africa/Casablanca
      9.0765|7.3986|Abuja|NG|Africa/Lagos
      7.3775|3.9470|Ibadan|NG|Africa/Lagos
      6.6885|-1.6244|Kumasi|GH|Africa/Accra
      -1.2921|36.8219|Nairobi|KE|Africa/Nairobi
      9.0300|38.7400|Addis Ababa|ET|Africa/Addis_Ababa
      0.3476|32.5825|Kampala|UG|Africa/Kampala
      -1.9441|30.0619|Kigali|RW|Africa/Kigali
      -15.3875|28.3228|Lusaka|ZM|Africa/Lusaka
      -17.8252|31.0335|Harare|ZW|Africa/Harare
      -26.2041|28.0473|Johannesburg|ZA|Africa/Johannesburg
      -29.0852|26.1596|Bloemfontein|ZA|Africa/Johannesburg
      39.7392|-104.9903|Denver|US|America/Denver
      33.4484|-112.0740|Phoenix|US|America/Phoenix
      32.7767|-96.7970|Dallas|US|America/Chicago
      30.2672|-97.7431|Austin|US|America/Chicago
      39.0997|-94.5786|Kansas City|US|America/Chicago
      44.9778|-93.2650|Minneapolis|US|America/Chicago
      36.1627|-86.7816|Nashville|US|America/Chicago
      33.7490|-84.3880|Atlanta|US|America/New_York
      39.9612|-82.9988|Columbus|US|America/New_York
      40.4406|-79.9959|Pittsburgh|US|America/New_York
      35.2271|-80.8431|Charlotte|US|America/New_York
      39.7684|-86.1581|Indianapolis|US|America/Indiana/Indianapolis
      43.6150|-116.2023|Boise|US|America/Boise
      38.5816|-121.4944|Sacramento|US|America/Los_Angeles
      45.5152|-122.6784|Portland|US|America/Los_Angeles
      40.7608|-111.8910|Salt Lake City|US|America/Denver
      35.0844|-106.6504|Albuquerque|US|America/Denver
      51.0447|-114.0719|Calgary|CA|America/Edmonton
      49.8951|-97.1384|Winnipeg|CA|America/Winnipeg
      45.4215|-75.6972|Ottawa|CA|America/Toronto
      19.4326|-99.1332|Mexico City|MX|America/Mexico_City
      20.6597|-103.3496|Guadalajara|MX|America/Mexico_City
      25.6866|-100.3161|Monterrey|MX|America/Monterrey
      14.6349|-90.5069|Guatemala City|GT|America/Guatemala
      9.9281|-84.0907|San Jose|CR|America/Costa_Rica
      4.7110|-74.0721|Bogota|CO|America/Bogota
      6.2442|-75.5812|Medellin|CO|America/Bogota
      -0.1807|-78.4678|Quito|EC|America/Guayaquil
      -13.5320|-71.9675|Cusco|PE|America/Lima
      -16.4897|-68.1193|La Paz|BO|America/La_Paz
      -15.7939|-47.8828|Brasilia|BR|America/Sao_Paulo
      -19.9167|-43.9345|Belo Horizonte|BR|America/Sao_Paulo
      -23.5505|-46.6333|Sao Paulo|BR|America/Sao_Paulo
      -25.2637|-57.5759|Asuncion|PY|America/Asuncion
      -31.4201|-64.1888|Cordoba|AR|America/Argentina/Cordoba
      -32.8895|-68.8458|Mendoza|AR|America/Argentina/Mendoza
      -33.4489|-70.6693|Santiago|CL|America/Santiago
      -35.2809|149.1300|Canberra|AU|Australia/Sydney
      -37.5622|143.8503|Ballarat|AU|Australia/Melbourne
      -37.7870|175.2793|Hamilton|NZ|Pacific/Auckland
      """;

  static final List<City> ALL = parse();

  private Cities() {}

  /**
   * @param country code of two letters
   * @param zone name of the time zone
   */
  record City(String latitude, String longitude, String name, String country, String zone) {}

  private static List<City> parse() {
    List<City> cities = new ArrayList<>();
    for (String line : DATA.lines().toList()) {
      String[] parts = line.split("\\|");
      cities.add(new City(parts[0], parts[1], parts[2], parts[3], parts[4]));
    }
    return List.copyOf(cities);
  }

  /** Of a country; all if there is none of it. */
  static List<City> of(String country) {
    List<City> found = ALL.stream().filter(city -> city.country().equals(country)).toList();
    return found.isEmpty() ? ALL : found;
  }
}
