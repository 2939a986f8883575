namespace MlOps.Sdk.Runs.Relational;

/// <summary>The tables of a run store, in the words of one database: those of the first format, then what each later one has added.</summary>
/// <param name="Text">The type of texts, which compare by their bytes.</param>
/// <param name="Integer">The type of integers of 64 bits.</param>
/// <param name="Real">The type of doubles.</param>
/// <param name="Position">The type of a primary key that counts up by itself.</param>
/// <param name="End">What follows the columns of a table whose rows are found by its primary key only.</param>
internal sealed record RunTables(string Text, string Integer, string Real, string Position, string End)
{
    /// <summary>The format that this package writes.</summary>
    public const int Format = 2;

    /// <summary>Makes the tables of the first format; the triggers that keep the audit log from being changed are the database's own.</summary>
    public string First => $"""
        CREATE TABLE runs (
            id {Text} PRIMARY KEY, pipeline {Text} NOT NULL, state {Text} NOT NULL, started {Text} NOT NULL, seconds {Real}, plan {Text} NOT NULL,
            environment {Text} NOT NULL
        ){End};
        CREATE INDEX runs_unfinished ON runs (id) WHERE state = 'Running';
        CREATE TABLE stage_runs (
            position {Position}, run_id {Text} NOT NULL, pipeline {Text} NOT NULL, stage {Text} NOT NULL, outcome {Text} NOT NULL, platform {Text} NOT NULL,
            key {Text}, started {Text} NOT NULL, seconds {Real} NOT NULL, attempts {Integer} NOT NULL, reasons {Text} NOT NULL, error {Text}
        );
        CREATE INDEX stage_runs_by_run ON stage_runs (run_id);
        CREATE INDEX stage_runs_with_product ON stage_runs (pipeline, stage, position) WHERE outcome IN ('Executed', 'Reused');
        CREATE TABLE results (
            key {Text} PRIMARY KEY, product {Text} NOT NULL, fingerprint {Text} NOT NULL, run_id {Text} NOT NULL, ingredients {Text} NOT NULL
        ){End};
        CREATE INDEX results_by_fingerprint ON results (fingerprint);
        CREATE TABLE lineage (key {Text} NOT NULL, position {Integer} NOT NULL, input {Text} NOT NULL, PRIMARY KEY (key, position)){End};
        CREATE TABLE parameters (
            key {Text} NOT NULL, position {Integer} NOT NULL, name {Text} NOT NULL, value {Text} NOT NULL, PRIMARY KEY (key, position)
        ){End};
        CREATE TABLE metrics (
            key {Text} NOT NULL, split {Text} NOT NULL, name {Text} NOT NULL, value {Real}, task {Text} NOT NULL, rows {Integer} NOT NULL,
            PRIMARY KEY (key, split, name)
        ){End};
        CREATE TABLE notes (key {Text} NOT NULL, name {Text} NOT NULL, value {Text} NOT NULL, PRIMARY KEY (key, name)){End};
        CREATE TABLE model_versions (
            model {Text} NOT NULL, version {Integer} NOT NULL, bundle {Text} NOT NULL, product {Text} NOT NULL, PRIMARY KEY (model, version), UNIQUE (model, bundle)
        ){End};
        CREATE TABLE audit (
            sequence {Integer} PRIMARY KEY, time {Text} NOT NULL, actor {Text} NOT NULL, action {Text} NOT NULL, subject {Text} NOT NULL, detail {Text} NOT NULL,
            previous_hash {Text} NOT NULL, hash {Text} NOT NULL
        );
        CREATE INDEX audit_by_subject ON audit (subject, sequence);
        """;

    /// <summary>Brings a store of the first format to the second: aliases, evidence and state of versions, the audit log's head, what was pruned.</summary>
    public string Second => $"""
        ALTER TABLE model_versions ADD COLUMN state {Text} NOT NULL DEFAULT 'Registered';
        ALTER TABLE model_versions ADD COLUMN evidence {Text};
        ALTER TABLE model_versions ADD COLUMN card {Text};
        ALTER TABLE model_versions ADD COLUMN entry {Integer};
        ALTER TABLE results ADD COLUMN pruned {Text};
        CREATE TABLE aliases (model {Text} NOT NULL, alias {Text} NOT NULL, version {Integer} NOT NULL, PRIMARY KEY (model, alias)){End};
        CREATE TABLE audit_head (id {Integer} PRIMARY KEY CHECK (id = 1), entries {Integer} NOT NULL, hash {Text} NOT NULL);
        INSERT INTO audit_head (id, entries, hash)
            SELECT 1, coalesce(max(sequence), 0), coalesce((SELECT hash FROM audit ORDER BY sequence DESC LIMIT 1), '') FROM audit;
        """;
}
