namespace MlOps.Sdk.Clients;

/// <summary>The rows of a table or of a query's result.</summary>
/// <remarks>
/// Values: <c>INT64</c> is a <see cref="long"/>, <c>FLOAT64</c> a <see cref="double"/>, <c>STRING</c> a <see cref="string"/>, <c>BOOL</c> a <see cref="bool"/>,
/// <c>DATE</c> a <see cref="DateOnly"/>, <c>TIME</c> a <see cref="TimeOnly"/>, <c>TIMESTAMP</c> a <see cref="DateTime"/> of kind UTC, <c>DATETIME</c> one of no
/// kind, <c>BYTES</c> a <see cref="byte"/> array, <c>NUMERIC</c> a <see cref="decimal"/>; a repeated field and a record are lists of values. Other types, and
/// <c>BIGNUMERIC</c>, stay text.
/// </remarks>
/// <param name="Schema">The columns.</param>
/// <param name="TotalRows">How many rows there are.</param>
/// <param name="Rows">The rows, fetched page by page; in any order unless the query orders them.</param>
public sealed record BigQueryRows(BigQuerySchema Schema, long TotalRows, IAsyncEnumerable<IReadOnlyList<object?>> Rows);
