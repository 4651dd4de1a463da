package io.understudy.engine.detect;

import io.understudy.engine.fake.Entity;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What columns are called, by entity; written together, in lower case, without accents. */
final class ColumnVocabulary {
  /** Identifies a person directly. */
  static final Map<String, Entity> DIRECT =
      vocabulary(
          """
          first_name: firstname fname forename givenname vorname rufname prenom voornaam
            primeironome nombres nombredepila middlename secondname mname
          last_name: lastname lname surname familyname maidenname nachname familienname geburtsname
            nomdefamille apellido apellidos apellidopaterno apellidomaterno cognome achternaam
            sobrenome apelido
          name: fullname personname realname nameoncard nameonaccount accountholder cardholder
            completename vollername vollstaendigername nomcomplet nomprenom nombrecompleto
            nomecompleto volledigenaam accountholdername payeename firstlastname firstandlastname
            holdername ownername kontoinhaber karteninhaber kundenname
          email: email mail emailaddress mailaddress emailadresse mailadresse emailaddr emails
            courriel adressemail adresseemail correo correoelectronico postaelettronica
            indirizzoemail enderecoemail mailid emailid adresemail
          phone_number: phone phonenumber phoneno telephone telephonenumber tel telno telnr
            telefon telefonnummer telefonnr telefono telefone telefoon telefoonnummer fon mobile
            mobilenumber mobileno mobil mobilnummer mobiltelefon handy handynummer handynr cell
            cellphone cellular msisdn portable movil celular cellulare gsm numerodetelephone
            numerotelefono telemovel landline homephone workphone phonework phonehome whatsapp
            rufnummer
          fax_number: fax faxnumber faxno faxnummer faxnr telefax
          ssn: ssn socialsecuritynumber socialsecurity socialsecurityno socsec ssnlast ssnlastfour
            sozialversicherungsnummer numerodesecuritesociale nss
          national_id: nationalid nationalidnumber nationalinsurancenumber nino passport
            passportnumber passportno passportid reisepass reisepassnummer ausweisnummer
            personalausweis personalausweisnummer dni nie nif nir codicefiscale codfiscale bsn
            burgerservicenummer cpf rg curp aadhaar aadhar aadhaarnumber personnummer ahv
            ahvnummer pesel identitycard identitycardnumber idcard citizenid numeropasseport
            pasaporte passaporto paspoort passaporte
          tax_id: taxid taxidentificationnumber taxpayerid tin itin steuernummer steuerid
            steueridnr steueridentifikationsnummer numerofiscal partitaiva rfc pan pannumber
          credit_debit_card: creditcard creditcardnumber cardnumber cardno ccnumber ccnum ccno
            debitcard debitcardnumber creditdebitcard paymentcard kreditkarte kreditkartennummer
            kartennummer cartebancaire numerocarte tarjeta numerotarjeta tarjetadecredito
            cartadicredito numerocarta creditcardno cartaodecredito numerodocartao kaartnummer
          cvv: cvv cvc cvv2 cvc2 cardsecuritycode securitycode
          iban: iban ibannumber ibanno ibannummer
          account_number: accountnumber accountno acctnumber acctno acctnum accountnum
            bankaccount bankaccountnumber bankaccountno kontonummer kontonr konto numerodecompte
            numerodecuenta cuentabancaria numeroconto contocorrente rekeningnummer
            numerodaconta accountnbr acctnbr
          password: password passwd pwd passphrase passwort kennwort motdepasse contrasena
            wachtwoord senha userpassword passwordhash pwdhash
          pin: pin pinnumber
          api_key: apikey apisecret secretkey accesstoken accesskey authtoken refreshtoken
            clientsecret privatekey
          http_cookie: cookie cookies httpcookie sessioncookie
          user_name: username userlogin loginname login benutzername
            nomutilisateur nombreusuario nomeutente gebruikersnaam nomeusuario screenname
            twitterhandle nickname
          medical_record_number: medicalrecordnumber medicalrecordno mrn medicalrecord
            patientenakte
          health_plan_beneficiary_number: healthplanbeneficiarynumber healthplannumber
            medicarenumber medicaidnumber insurancenumber healthinsurancenumber
            versichertennummer krankenversicherungsnummer medicareid
          certificate_license_number: driverslicense driverlicense driverslicensenumber
            driverlicensenumber driverslicence drivinglicense drivinglicence dlnumber
            fuehrerschein fuhrerschein fuehrerscheinnummer permisdeconduire patente rijbewijs
            certificatelicensenumber
          license_plate: licenseplate licenceplate numberplate plate platenumber kennzeichen
            autokennzeichen plaqueimmatriculation matricula targa kenteken
          vehicle_identifier: vin vinnumber vehicleidentificationnumber vehicleidentifier
            fahrgestellnummer
          device_identifier: imei imsi meid udid deviceserial idfa advertisingid
          biometric_identifier: biometric biometricid biometricidentifier fingerprint faceid
            retina voiceprint
          ipv4: ip ipaddress ipaddr ipv4 ipv4address clientip remoteip remoteaddr sourceip
            userip loginip lastip adresseip direccionip indirizzoip ipadresse
          ipv6: ipv6 ipv6address
          mac_address: macaddress mac macaddr
          street_address: streetaddress street addressline address1 addressline1 streetname
            homeaddress residentialaddress postaladdress mailingaddress strasse strassehausnummer
            hausnummer housenumber rue calle via straat straatnaam rua adresszeile addressstreet
            streetline addr
          address: address fulladdress adresse anschrift wohnadresse direccion domicilio
            indirizzo adres endereco addresses
          """);

  /** Narrows people down, or is a key. */
  static final Map<String, Entity> INDIRECT =
      vocabulary(
          """
          name: name nom nome nombre naam
          date: dateofbirth dob birthdate birthday birthdt birth geburtsdatum geburtstag
            datedenaissance datenaissance fechadenacimiento fechanacimiento datadinascita
            datanascita geboortedatum datadenascimento datanascimento dateofdeath deathdate date
            birthyear yearofbirth hiredate
          date_time: datetime timestamp
          age: age alter edad eta leeftijd idade
          gender: gender sex geschlecht genre sexe genero sexo genere sesso geslacht
          city: city town ort stadt wohnort ville ciudad citta stad plaats cidade village
          state: state province bundesland provincia region estado statecode
          postcode: postcode postalcode zip zipcode zippostalcode plz postleitzahl codepostal
            codigopostal cap pincode cep zipplus
          country: country countrycode land pays pais paese
          latitude: latitude lat
          longitude: longitude lon lng long
          coordinate: coordinate coordinates geolocation latlong latlng latlon geo gps
          job_title: jobtitle job occupation profession beruf emploi ocupacion professione
            beroep profissao position jobrole
          company_name: companyname company employer employername organization organisation
            organizationname firma arbeitgeber entreprise empresa azienda bedrijf
          bank_routing_number: bankroutingnumber routingnumber routingno aba abanumber sortcode
            bankleitzahl blz
          swift_bic: swiftbic swift bic swiftcode biccode
          customer_id: customerid custid clientid customernumber customerno custno kundennummer
            kundennr kundenid numeroclient idcliente klantnummer
          employee_id: employeeid empid employeenumber staffid personalnummer mitarbeiternummer
          unique_identifier: uniqueidentifier uuid guid personid userid memberid patientid
            subjectid sessionid
          device_identifier: deviceidentifier deviceid serialnumber
          url: url website homepage webpage profileurl linkedin linkedinurl weburl
          language: language lang sprache langue idioma lingua taal preferredlanguage
          education: education educationlevel degree bildung
          employment_status: employmentstatus
          blood_type: bloodtype bloodgroup blutgruppe
          ethnicity: ethnicity ethnicgroup ethnie etnia
          race: race raceethnicity
          religious_belief: religiousbelief religion faith konfession
          political_view: politicalview politicalparty politicalaffiliation
          sexuality: sexuality sexualorientation
          """);

  private ColumnVocabulary() {}

  private static Map<String, Entity> vocabulary(String text) {
    Map<String, Entity> vocabulary = new HashMap<>();
    String entity = "";
    for (String word : text.strip().split("\\s+")) {
      if (word.endsWith(":")) {
        entity = word.substring(0, word.length() - 1);
      } else {
        vocabulary.put(word, Entity.valueOf(entity.toUpperCase(Locale.ROOT)));
      }
    }
    return Map.copyOf(vocabulary);
  }
}
