SELECT
  CONCAT(`Origin`, '-', `Destination`) AS `Route`,
  WITH(v0 AS TRIM(`Origin`, '\t\n\u000b\u000c\r '), IF(REGEXP_CONTAINS(v0, '[^\\x00-\\x7F]'), ARRAY_TO_STRING(ARRAY(SELECT CASE WHEN STRPOS('ßᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾳῃῳ', c) > 0 THEN SUBSTR('ẞᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚᾛᾜᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾼῌῼ', STRPOS('ßᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾳῃῳ', c), 1) WHEN LENGTH(UPPER(c)) = 1 THEN UPPER(c) ELSE c END FROM UNNEST(SPLIT(v0, '')) AS c WITH OFFSET AS o ORDER BY o), ''), UPPER(v0))) AS `Code`,
  CASE WHEN 0 NOT BETWEEN 0 AND LENGTH(`Destination`) THEN ERROR('a part of a text is out of its range; look at Length before') WHEN 1 NOT BETWEEN 0 AND LENGTH(`Destination`) - 0 THEN ERROR('a part of a text is out of its range; look at Length before') ELSE SUBSTR(`Destination`, 0 + 1, 1) END AS `First`,
  LENGTH(`Origin`) AS `Length`,
  STRPOS(`Note`, 'delay') > 0 AS `Delayed`,
  CAST(`Id` AS STRING) AS `Number`
FROM `flights.trips`
