using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Instances with the feature vectors that the warehouse computes for them, by which every host of a model is checked.</summary>
internal static class GoldenSample
{
    private const int Rows = 20;

    // More than are needed, for those that are incomplete.
    private const int SampledRows = 2 * Rows;

    /// <summary>Takes rows that are spread over the dataset, and always the same ones.</summary>
    public static async Task<ValueList<GoldenVector>> TakeAsync(
        IWarehouse warehouse, Dataset instances, Schema schema, ValueList<FittedFeature> features, StageContext context, CancellationToken cancellationToken)
    {
        if (schema.Columns.Count == 0)
            return [];
        // The limit is for a warehouse that gives all rows for a sample.
        SortLimitNode rows = new(Complete(instances, schema), [], 2 * SampledRows);
        try
        {
            return Thin(await ComputeAsync(rows, warehouse, instances, schema, features, context, cancellationToken));
        }
        catch (StageException)
        {
            // Rows that a filter of the transform drops may be ones for which a feature has no value: 100 / Distance.
            return Thin(await ComputeOneByOneAsync(rows, warehouse, instances, schema, features, context, cancellationToken));
        }
    }

    private static ValueList<GoldenVector> Thin(ValueList<GoldenVector> golden) => golden.Count <= Rows
        ? golden
        : Enumerable.Range(0, Rows).Select(index => golden[index * golden.Count / Rows]).ToValueList();

    // The rows that have a value wherever the features need one.
    private static RelationNode Complete(Dataset instances, Schema schema)
    {
        RelationNode rows = new InputNode();
        foreach (Column column in schema.Columns.Where(column => !column.Nullable))
        {
            if (instances.Schema.TryFind(column.Name, out Column? found) && found.Nullable)
                rows = new FilterNode(rows, FunctionTable.Call("is_not_null", new ColumnNode(column.Name, column.Type, Nullable: true)));
        }

        return rows;
    }

    private static async Task<ValueList<GoldenVector>> ComputeOneByOneAsync(
        RelationNode rows, IWarehouse warehouse, Dataset instances, Schema schema, ValueList<FittedFeature> features, StageContext context,
        CancellationToken cancellationToken)
    {
        QueryResult candidates = await warehouse.SampleAsync(
            new ProjectNode(rows, schema.Columns.Select(column => new NamedScalar(column.Name, ColumnNode.Of(column))).ToValueList()),
            instances, SampledRows, context, cancellationToken);
        List<GoldenVector> golden = [];
        StageException? failure = null;
        foreach (object?[] candidate in candidates.Rows)
        {
            try
            {
                RelationNode row = new SortLimitNode(Equal(schema, candidate), [], 1);
                golden.AddRange(await ComputeAsync(row, warehouse, instances, schema, features, context, cancellationToken));
            }
            catch (StageException exception)
            {
                failure = exception;
            }
        }

        return golden.Count > 0 || failure is null ? golden.ToValueList() : throw failure;
    }

    private static FilterNode Equal(Schema schema, object?[] values)
    {
        ScalarNode? all = null;
        for (int index = 0; index < values.Length; index++)
        {
            Column column = schema.Columns[index];
            // NaN equals nothing; such a row is told by its other columns.
            if (values[index] is double.NaN)
                continue;
            ScalarNode equal = values[index] is { } value
                ? FunctionTable.Call("equal", ColumnNode.Of(column), ConstantNode.Of(value))
                : FunctionTable.Call("is_null", ColumnNode.Of(column));
            all = all is null ? equal : FunctionTable.Call("and", all, equal);
        }

        return new(new InputNode(), all ?? ConstantNode.Of(true));
    }

    private static async Task<ValueList<GoldenVector>> ComputeAsync(
        RelationNode rows, IWarehouse warehouse, Dataset instances, Schema schema, ValueList<FittedFeature> features, StageContext context,
        CancellationToken cancellationToken)
    {
        IEnumerable<NamedScalar> columns = schema.Columns.Select((column, index) => new NamedScalar(Name('i', index), ColumnNode.Of(column)));
        IEnumerable<NamedScalar> values = features.Select((feature, index) => new NamedScalar(Name('f', index), feature.Value));
        ProjectNode projected = new(rows, [.. columns, .. values]);
        QueryResult result = await warehouse.SampleAsync(projected, instances, SampledRows, context, cancellationToken);
        return result.Rows
            .Select(row => new GoldenVector(
                ToJson(schema, row.AsSpan(0, schema.Columns.Count)), ToVector(features, row.AsSpan(schema.Columns.Count))))
            .ToValueList();
    }

    private static ValueList<float> ToVector(ValueList<FittedFeature> features, ReadOnlySpan<object?> values)
    {
        float[] vector = new float[features.Sum(feature => feature.Width)];
        int offset = 0;
        for (int index = 0; index < features.Count; index++)
        {
            if (features[index].Width == 1)
                vector[offset] = values[index] is { } value ? (float)Convert.ToDouble(value, CultureInfo.InvariantCulture) : float.NaN;
            else
                vector[offset + (int)(long)values[index]!] = 1;
            offset += features[index].Width;
        }

        return ValueList.Create<float>(vector);
    }

    private static string ToJson(Schema schema, ReadOnlySpan<object?> values)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            for (int index = 0; index < values.Length; index++)
            {
                writer.WritePropertyName(schema.Columns[index].Name);
                Write(writer, values[index]);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool boolean:
                writer.WriteBooleanValue(boolean);
                break;
            case long integer:
                writer.WriteNumberValue(integer);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            default:
                writer.WriteStringValue(ConstantNode.Of(value).Text);
                break;
        }
    }

    private static string Name(char prefix, int index) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{index}");
}
