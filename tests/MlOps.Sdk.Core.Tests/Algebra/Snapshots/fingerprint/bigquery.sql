SELECT *
FROM `flights.trips`
WHERE MOD(FARM_FINGERPRINT(`Origin`), 100) < 10
