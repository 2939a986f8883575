SELECT
  `Delay` IS NULL AS `Missing`,
  `Delay` * 2 AS `Twice`,
  IFNULL(`Note`, 'none') AS `Note`,
  coalesce(`Note` = `Origin`, false) AS `Same`,
  IFNULL(`Delay`, ERROR('column \'Delay\' is null where a value is required; filter such rows out, or give a value with ??')) AS `Known`
FROM `flights.trips`
WHERE `Note` IS NOT NULL OR `Delay` IS NOT NULL
