using System.Collections;
using System.Linq.Expressions;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>A call that asks a dictionary known beforehand for a value of the row; what it holds goes into the plan.</summary>
internal sealed class DictionaryLookup
{
    /// <summary>The most entries that are put into a plan; more are rows to join with.</summary>
    public const int MostEntries = 10_000;

    private readonly MethodCallExpression _call;
    private readonly Expression _dictionary;
    private readonly Expression _key;
    private readonly Expression? _otherwise;
    private readonly Type _keyType;
    private readonly Type _entryType;

    private DictionaryLookup(MethodCallExpression call, Expression dictionary, Expression key, Expression? otherwise, Type[] types)
    {
        _call = call;
        _dictionary = dictionary;
        _key = key;
        _otherwise = otherwise;
        _keyType = types[0];
        _entryType = types[1];
    }

    /// <summary>The look-up, if a call is <c>d[key]</c>, <c>d.ContainsKey(key)</c> or <c>d.GetValueOrDefault(key)</c>, with or without a value.</summary>
    public static DictionaryLookup? Of(MethodCallExpression call)
    {
        Expression[] operands = call.Object is null ? [.. call.Arguments] : [call.Object, .. call.Arguments];
        return call.Method.Name is "get_Item" or "ContainsKey" or "GetValueOrDefault" && operands.Length is 2 or 3
            && TypesOf(operands[0].Type) is { } types && ClosedExpression.IsClosed(operands[0])
                ? new(call, operands[0], operands[1], operands.Length == 3 ? operands[2] : null, types)
                : null;
    }

    public ScalarNode? Translate(ScalarTranslator translator)
    {
        ScalarNode? key = translator.Translate(_key);
        ScalarNode? otherwise = Otherwise(translator);
        if (!ClosedExpression.TryEvaluate(_dictionary, out object? dictionary, out string? problem) || Problem(dictionary, out problem) is { })
            return translator.Problem(_call, problem!);
        if (Entries(translator, (IEnumerable)dictionary!) is not { } entries || key is null)
            return null;
        if (_call.Method.Name == "ContainsKey")
            return entries.Count == 0 ? ConstantNode.Of(false) : translator.Call(_call, "in", [key, .. entries.Select(entry => entry.Key)]);

        ScalarNode? found = entries.Count == 0
            ? ConstantNode.Null(RowType.DataTypeOf(_entryType)!.Value)
            : translator.Call(_call, "lookup", [key, .. entries.SelectMany(entry => (ScalarNode[])[entry.Key, entry.Value])]);
        if (found is null || _call.Method.Name == "get_Item")
            return found is null ? null : translator.Call(_call, "value", found);
        return otherwise is null or ConstantNode { Text: null } ? found : translator.Call(_call, "coalesce", found, otherwise);
    }

    // What stands for an absent entry of a value type is its default.
    private ScalarNode? Otherwise(ScalarTranslator translator) => _otherwise is not null
        ? translator.Translate(_otherwise)
        : _call.Method.Name == "GetValueOrDefault" && _entryType.IsValueType && RowType.DataTypeOf(_entryType) is not null
            ? translator.TranslateClosed(Expression.Default(_entryType))
            : null;

    private string? Problem(object? dictionary, out string? problem)
    {
        problem = dictionary is not IEnumerable entries ? "the dictionary is null"
            : RowType.DataTypeOf(_keyType) is not { } key || key == DataType.Double ? "the keys of a dictionary must be texts, whole numbers, days, instants or Booleans"
            : RowType.DataTypeOf(_entryType) is null ? $"an entry can't be a {CSharpText.TypeName(_entryType)}; keep a dictionary for each of its values"
            : entries.Cast<object>().Take(MostEntries + 1).Count() is > MostEntries
                ? $"a dictionary may have up to {MostEntries} entries. Make rows of it: .Join(Source.Rows(entries), …)"
                : null;
        return problem;
    }

    // In the order of the keys: that of a dictionary may change from run to run.
    private List<(ConstantNode Key, ConstantNode Value)>? Entries(ScalarTranslator translator, IEnumerable dictionary)
    {
        List<(ConstantNode Key, ConstantNode Value)> entries = [];
        foreach (object entry in dictionary)
        {
            Type pair = entry.GetType();
            object? value = pair.GetProperty("Value")!.GetValue(entry);
            if (value is null)
            {
                translator.Problem(_call, $"the entry of '{pair.GetProperty("Key")!.GetValue(entry)}' is null; leave it out, which means the same");
                return null;
            }

            if (translator.TranslateClosed(Expression.Constant(pair.GetProperty("Key")!.GetValue(entry))) is not ConstantNode key
                || translator.TranslateClosed(Expression.Constant(value)) is not ConstantNode constant)
                return null;
            entries.Add((key, constant));
        }

        entries.Sort((one, other) => string.CompareOrdinal(one.Key.Text, other.Key.Text));
        return entries;
    }

    private static Type[]? TypesOf(Type type) => type.GetInterfaces().Append(type)
        .FirstOrDefault(candidate => candidate.IsGenericType
            && (candidate.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) || candidate.GetGenericTypeDefinition() == typeof(IDictionary<,>)))
        ?.GetGenericArguments();
}
