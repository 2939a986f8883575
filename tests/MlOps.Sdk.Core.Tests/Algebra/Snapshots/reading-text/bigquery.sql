SELECT
  CASE WHEN NOT REGEXP_CONTAINS(`Note`, '^(?:[\\t\\n\\x0B\\f\\r ]*[+-]?(?:(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[nN][aA][nN]|[iI][nN][fF](?:[iI][nN][iI][tT][yY])?)[\\t\\n\\x0B\\f\\r ]*)$') THEN ERROR(CONCAT('\'', `Note`, '\' is not a number')) ELSE CAST(`Note` AS FLOAT64) END AS `Number`,
  CASE WHEN NOT REGEXP_CONTAINS(`Note`, '^(?:[\\t\\n\\x0B\\f\\r ]*[+-]?[0-9]+[\\t\\n\\x0B\\f\\r ]*)$') THEN ERROR(CONCAT('\'', `Note`, '\' is not a whole number')) ELSE CAST(`Note` AS INT64) END AS `Whole`,
  CASE WHEN NOT REGEXP_CONTAINS(`Note`, '^(?:(?P<d>[0-9]{1,2})\\/(?P<M>[0-9]{1,2})\\/(?P<y>000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3}))$') THEN ERROR(CONCAT('\'', `Note`, '\' is not a day in the pattern d/M/yyyy')) ELSE PARSE_DATE('%d/%m/%E4Y', `Note`) END AS `Day`
FROM `flights.trips`
