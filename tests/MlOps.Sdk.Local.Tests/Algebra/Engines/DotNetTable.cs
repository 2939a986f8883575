using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Algebra.Engines;

/// <summary>Rows in memory; what compiled delegates give is the meaning that the engines are held to.</summary>
internal sealed class DotNetTable(Schema schema, object?[][] rows) : IEngine
{
    private readonly RowBuffer _buffer = new(schema);

    public Engine Kind => Engine.DotNet;

    public bool NullMayHideErrors => false;

    public string Print(ScalarNode value) => value.ToString();

    public object?[] Evaluate(ScalarNode value, IReadOnlyList<int> chosen)
    {
        Func<RowBuffer, object?> compiled = ExpressionCompiler.Compile(value, schema);
        return [.. chosen.Select(id => Evaluate(compiled, rows[id]))];
    }

    public void Dispose()
    {
    }

    private object? Evaluate(Func<RowBuffer, object?> compiled, object?[] row)
    {
        for (int i = 0; i < row.Length; i++)
            _buffer.Set(i, row[i]);
        try
        {
            return compiled(_buffer);
        }
        catch (EvaluationException exception)
        {
            return exception;
        }
    }
}
