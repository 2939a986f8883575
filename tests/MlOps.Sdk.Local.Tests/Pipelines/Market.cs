using System.ComponentModel.DataAnnotations.Schema;

namespace MlOps.Sdk.Local.Tests.Pipelines;

/// <summary>A day of a currency, with the file's own column names.</summary>
public sealed record Market(
    [property: Column("slug")] string Slug,
    [property: Column("date")] DateOnly Date,
    [property: Column("open")] double Open,
    [property: Column("high")] double High,
    [property: Column("low")] double Low,
    [property: Column("close")] double Close,
    [property: Column("volume")] double Volume);
