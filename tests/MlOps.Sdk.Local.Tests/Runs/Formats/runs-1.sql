CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY, time TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL,
    previous_hash TEXT NOT NULL, hash TEXT NOT NULL
);
INSERT INTO "audit" VALUES(1,'2026-11-25T21:09:54.2126103Z','root@vm','register','model flights','{"version":1,"bundle":"f04fac5b29fbbb69d3591022c095749ae7856eb9ea2cb587debc47c03a140763","evaluation":{"split":"test","task":"Binary","rows":128,"metrics":[{"name":"Accuracy","value":1},{"name":"AreaUnderPrecisionRecallCurve","value":1},{"name":"AreaUnderRocCurve","value":1},{"name":"F1Score","value":1},{"name":"LogLoss","value":0.08525308823301694},{"name":"Precision","value":1},{"name":"Recall","value":1}]},"gates":[{"gate":"AreaUnderRocCurve >= 0.9","value":1,"passed":true}]}','','40a5ad0bebeeeb52714c28d6f7a69e42fc65a1f3247373f8f2b8b510d561f945');
INSERT INTO "audit" VALUES(2,'2026-11-25T21:09:54.2745157Z','root@vm','deploy','endpoint flights','{"endpoint":"flights","model":"flights","version":1,"bundle":"artifacts/f0/f04fac5b29fbbb69d3591022c095749ae7856eb9ea2cb587debc47c03a140763","digest":"f04fac5b29fbbb69d3591022c095749ae7856eb9ea2cb587debc47c03a140763"}','40a5ad0bebeeeb52714c28d6f7a69e42fc65a1f3247373f8f2b8b510d561f945','75b75e5167c502d6caec8ab0eb5111a47c12fcdb22d12c10fe0185a914218822');
INSERT INTO "audit" VALUES(3,'2026-11-25T21:09:55.0385215Z','root@vm','register','model flights','{"version":2,"bundle":"d6a973470b0804ced12e7f64d1e939bc444ccf4c052aa87598beb3d6ff7207b7","evaluation":{"split":"test","task":"Binary","rows":128,"metrics":[{"name":"Accuracy","value":1},{"name":"AreaUnderPrecisionRecallCurve","value":1},{"name":"AreaUnderRocCurve","value":1},{"name":"F1Score","value":1},{"name":"LogLoss","value":0.08525308823301694},{"name":"Precision","value":1},{"name":"Recall","value":1}]},"gates":[{"gate":"AreaUnderRocCurve >= 0.9","value":1,"passed":true}]}','75b75e5167c502d6caec8ab0eb5111a47c12fcdb22d12c10fe0185a914218822','e967e68f56db26c312a6d70307d74aecaa820684a67b7599a5aa9da70317fe72');
INSERT INTO "audit" VALUES(4,'2026-11-25T21:09:55.0923646Z','root@vm','deploy','endpoint flights','{"endpoint":"flights","model":"flights","version":2,"bundle":"artifacts/d6/d6a973470b0804ced12e7f64d1e939bc444ccf4c052aa87598beb3d6ff7207b7","digest":"d6a973470b0804ced12e7f64d1e939bc444ccf4c052aa87598beb3d6ff7207b7"}','e967e68f56db26c312a6d70307d74aecaa820684a67b7599a5aa9da70317fe72','2dfe10b7342d0ada3483b221cf2afdf7f5269ca879fcb1de20b8f7f81081eb85');
CREATE TABLE lineage (key TEXT NOT NULL, position INTEGER NOT NULL, input TEXT NOT NULL, PRIMARY KEY (key, position)) WITHOUT ROWID;
CREATE TABLE metrics (
    key TEXT NOT NULL, split TEXT NOT NULL, name TEXT NOT NULL, value REAL, task TEXT NOT NULL, rows INTEGER NOT NULL,
    PRIMARY KEY (key, split, name)
) WITHOUT ROWID;
CREATE TABLE model_versions (
    model TEXT NOT NULL, version INTEGER NOT NULL, bundle TEXT NOT NULL, product TEXT NOT NULL, PRIMARY KEY (model, version), UNIQUE (model, bundle)
) WITHOUT ROWID;
INSERT INTO "model_versions" VALUES('flights',1,'f04fac5b29fbbb69d3591022c095749ae7856eb9ea2cb587debc47c03a140763','{"product":"version","model":"flights","version":1,"bundle":{"location":"artifact:f04fac5b29fbbb69d3591022c095749ae7856eb9ea2cb587debc47c03a140763","bytes":11609,"digest":"f04fac5b29fbbb69d3591022c095749ae7856eb9ea2cb587debc47c03a140763"},"evaluation":{"split":"test","task":"Binary","rows":128,"metrics":[{"name":"Accuracy","value":1},{"name":"AreaUnderPrecisionRecallCurve","value":1},{"name":"AreaUnderRocCurve","value":1},{"name":"F1Score","value":1},{"name":"LogLoss","value":0.08525308823301694},{"name":"Precision","value":1},{"name":"Recall","value":1}]}}');
INSERT INTO "model_versions" VALUES('flights',2,'d6a973470b0804ced12e7f64d1e939bc444ccf4c052aa87598beb3d6ff7207b7','{"product":"version","model":"flights","version":2,"bundle":{"location":"artifact:d6a973470b0804ced12e7f64d1e939bc444ccf4c052aa87598beb3d6ff7207b7","bytes":11609,"digest":"d6a973470b0804ced12e7f64d1e939bc444ccf4c052aa87598beb3d6ff7207b7"},"evaluation":{"split":"test","task":"Binary","rows":128,"metrics":[{"name":"Accuracy","value":1},{"name":"AreaUnderPrecisionRecallCurve","value":1},{"name":"AreaUnderRocCurve","value":1},{"name":"F1Score","value":1},{"name":"LogLoss","value":0.08525308823301694},{"name":"Precision","value":1},{"name":"Recall","value":1}]}}');
CREATE TABLE notes (key TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (key, name)) WITHOUT ROWID;
CREATE TABLE parameters (
    key TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (key, position)
) WITHOUT ROWID;
CREATE TABLE results (
    key TEXT PRIMARY KEY, product TEXT NOT NULL, fingerprint TEXT NOT NULL, run_id TEXT NOT NULL, ingredients TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE runs (
    id TEXT PRIMARY KEY, pipeline TEXT NOT NULL, state TEXT NOT NULL, started TEXT NOT NULL, seconds REAL, plan TEXT NOT NULL,
    environment TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE stage_runs (
    position INTEGER PRIMARY KEY, run_id TEXT NOT NULL, pipeline TEXT NOT NULL, stage TEXT NOT NULL, outcome TEXT NOT NULL, platform TEXT NOT NULL,
    key TEXT, started TEXT NOT NULL, seconds REAL NOT NULL, attempts INTEGER NOT NULL, reasons TEXT NOT NULL, error TEXT
);
CREATE INDEX runs_unfinished ON runs (id) WHERE state = 'Running';
CREATE INDEX stage_runs_by_run ON stage_runs (run_id);
CREATE INDEX stage_runs_with_product ON stage_runs (pipeline, stage, position) WHERE outcome IN ('Executed', 'Reused');
CREATE INDEX results_by_fingerprint ON results (fingerprint);
CREATE INDEX audit_by_subject ON audit (subject, sequence);
CREATE TRIGGER audit_is_not_updated BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
PRAGMA application_id = 1298943856;
PRAGMA user_version = 1;
