using System.Text.Json.Serialization;

namespace MlOps.Sdk.Plans;

/// <summary>Where rows come from, as data.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "source")]
[JsonDerivedType(typeof(CsvSourcePlan), "csv")]
[JsonDerivedType(typeof(JsonSourcePlan), "json")]
[JsonDerivedType(typeof(ParquetSourcePlan), "parquet")]
[JsonDerivedType(typeof(BigQuerySourcePlan), "bigquery")]
[JsonDerivedType(typeof(QuerySourcePlan), "query")]
[JsonDerivedType(typeof(RowsSourcePlan), "rows")]
public abstract record SourcePlan;
