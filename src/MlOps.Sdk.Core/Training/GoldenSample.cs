using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;
using SortKey = MlOps.Sdk.Algebra.SortKey;

namespace MlOps.Sdk.Training;

/// <summary>Instances with the feature vectors that the warehouse computes for them, by which every host of a model is checked.</summary>
internal static class GoldenSample
{
    private const int Rows = 20;

    /// <summary>Takes rows that are spread over the dataset, and always the same ones.</summary>
    public static async Task<ValueList<GoldenVector>> TakeAsync(
        IWarehouse warehouse, Dataset instances, Schema schema, ValueList<FittedFeature> features, StageContext context, CancellationToken cancellationToken)
    {
        if (schema.Columns.Count == 0)
            return [];
        RelationNode rows = Spread(instances, schema);
        try
        {
            return await ComputeAsync(new SortLimitNode(rows, [], Rows), warehouse, instances, schema, features, context, cancellationToken);
        }
        catch (StageException)
        {
            // Rows that a filter of the transform drops may be ones for which a feature has no value: 100 / Distance.
            return await ComputeOneByOneAsync(rows, warehouse, instances, schema, features, context, cancellationToken);
        }
    }

    // In the order of a fingerprint of two columns; the other columns only break ties.
    private static SortLimitNode Spread(Dataset instances, Schema schema)
    {
        RelationNode rows = new InputNode();
        foreach (Column column in schema.Columns.Where(column => !column.Nullable))
        {
            if (instances.Schema.TryFind(column.Name, out Column? found) && found.Nullable)
                rows = new FilterNode(rows, FunctionTable.Call("is_not_null", new ColumnNode(column.Name, column.Type, Nullable: true)));
        }

        List<SortKey> keys = [.. schema.Columns.Select(column => new SortKey(Read(column)))];
        ScalarNode[] hashed = [.. schema.Columns.Where(column => column.Type != DataType.Double).Take(2).Select(Read)];
        if (hashed.Length == 0)
            hashed = [FunctionTable.Call("text", Read(schema.Columns[0]))];
        keys.Insert(0, new(FunctionTable.Call("fingerprint", hashed)));
        return new(rows, keys.ToValueList(), 2 * Rows);
    }

    private static async Task<ValueList<GoldenVector>> ComputeOneByOneAsync(
        RelationNode rows, IWarehouse warehouse, Dataset instances, Schema schema, ValueList<FittedFeature> features, StageContext context,
        CancellationToken cancellationToken)
    {
        QueryResult candidates = await warehouse.QueryAsync(
            new ProjectNode(rows, schema.Columns.Select(column => new NamedScalar(column.Name, Read(column))).ToValueList()), instances, context, cancellationToken);
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

            if (golden.Count == Rows)
                break;
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
                ? FunctionTable.Call("equal", Read(column), ConstantNode.Of(value))
                : FunctionTable.Call("is_null", Read(column));
            all = all is null ? equal : FunctionTable.Call("and", all, equal);
        }

        return new(new InputNode(), all ?? ConstantNode.Of(true));
    }

    private static async Task<ValueList<GoldenVector>> ComputeAsync(
        RelationNode rows, IWarehouse warehouse, Dataset instances, Schema schema, ValueList<FittedFeature> features, StageContext context,
        CancellationToken cancellationToken)
    {
        IEnumerable<NamedScalar> columns = schema.Columns.Select((column, index) => new NamedScalar(Name('i', index), Read(column)));
        IEnumerable<NamedScalar> values = features.Select((feature, index) => new NamedScalar(Name('f', index), feature.Value));
        QueryResult result = await warehouse.QueryAsync(new ProjectNode(rows, [.. columns, .. values]), instances, context, cancellationToken);
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

    private static ScalarNode Read(Column column) => new ColumnNode(column.Name, column.Type, column.Nullable);

    private static string Name(char prefix, int index) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{index}");
}
