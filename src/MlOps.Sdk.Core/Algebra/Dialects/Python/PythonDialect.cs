using System.Text.RegularExpressions;
using MlOps.Sdk.Algebra.Functions;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>Prints values as Python for Apache Beam, with the meaning of C#.</summary>
/// <remarks>
/// Beam's rows hold Booleans, whole numbers, numbers and texts; a day is the number of days since 1970-01-01, an instant the microseconds since then,
/// in UTC. Inside of an expression they are <c>datetime.date</c> and <c>datetime.datetime</c>. Null is <c>None</c>.
/// </remarks>
public static partial class PythonDialect
{
    /// <summary>A value as an expression over <c>row</c>; it may call functions that <see cref="Function"/> brings along.</summary>
    /// <exception cref="NotSupportedException">A function has no counterpart, or a text or name can't be written.</exception>
    public static string Scalar(ScalarNode value) => Print(value).Text;

    /// <summary>A function from a row to a value, with all that it needs; the last definition is the function itself.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="value">What it computes, stored as Beam's rows hold it.</param>
    /// <exception cref="NotSupportedException">A function has no counterpart, or a text or name can't be written.</exception>
    public static string Function(string name, ScalarNode value)
    {
        Term printed = Print(value);
        return Define(name, value.Type, value.Nullable, value.Type switch
        {
            DataType.Date => $"write_date({printed})",
            DataType.Timestamp => $"write_timestamp({printed})",
            _ => printed.Text,
        });
    }

    /// <summary>A function that passes a column on as it is stored.</summary>
    internal static string Copy(string name, ColumnNode column) => Define(name, column.Type, column.Nullable, PythonText.Attribute(column.Name));

    /// <summary>A function from a dictionary, as Beam reads it from a Parquet file, to a column's value as rows hold it.</summary>
    internal static string Record(string name, Column column)
    {
        string value = $"row[{PythonText.Literal(column.Name)}]";
        return Define(name, column.Type, column.Nullable, column.Type switch
        {
            DataType.Date => $"write_date({value})",
            DataType.Timestamp => $"write_timestamp(without_zone({value}))",
            _ => value,
        });
    }

    // Beam infers from the last line that the value is an int or None, say.
    private static string Define(string name, DataType type, bool nullable, string result)
    {
        string body = nullable
            ? $"  value = {result}\n  return None if value is None else {TypeName(type)}(value)\n"
            : $"  return {result}\n";
        string function = $"def {name}(row):\n{body}";
        return PythonLibrary.For(function) + function;
    }

    private static string TypeName(DataType type) => type switch
    {
        DataType.Boolean => "bool",
        DataType.Double => "float",
        DataType.String => "str",
        _ => "int",
    };

    internal static Term Print(ScalarNode value) => value switch
    {
        ColumnNode column => PrintColumn(column),
        ConstantNode constant => PythonText.Constant(constant),
        CallNode call => PrintCall(call),
        ConditionalNode conditional => new(
            $"{Print(conditional.Then).At(Level.Or)} if {Print(conditional.Test).At(Level.Or)} else {Print(conditional.Otherwise)}", Level.Conditional),
        CastNode cast => PrintCast(cast),
        _ => throw new NotSupportedException($"Python has no rendering for {value.GetType().Name}."),
    };

    private static Term PrintColumn(ColumnNode column)
    {
        string attribute = PythonText.Attribute(column.Name);
        return column.Type switch
        {
            DataType.Date => $"read_date({attribute})",
            DataType.Timestamp => $"read_timestamp({attribute})",
            _ => attribute,
        };
    }

    private static Term PrintCall(CallNode call)
    {
        Function function = FunctionTable.Find(call.Function);
        if (!function.IsKnownTo(Engine.Beam, call))
            throw new NotSupportedException(function.RefusalBy(Engine.Beam));
        Func<PythonCall, Term> print = function.Python!;
        return function.Nulls switch
        {
            NullRule.Propagates => Guarded([.. call.Arguments], "None", arguments => print(new PythonCall(call, index => arguments[index]))),
            NullRule.IsFalse => Guarded([.. call.Arguments], "False", arguments => print(new PythonCall(call, index => arguments[index]))),
            _ => print(new PythonCall(call, index => Print(call.Arguments[index]))),
        };
    }

    private static Term PrintCast(CastNode cast) => Guarded([cast.Operand], "None", arguments => (cast.Operand.Type, cast.Type) switch
    {
        (DataType.Int64 or DataType.Boolean, DataType.Double) => $"float({arguments[0]})",
        (DataType.Boolean, DataType.Int64) => $"int({arguments[0]})",
        (DataType.Double, DataType.Int64) => $"cut_off({arguments[0]})",
        (DataType.Date, DataType.Timestamp) => $"midnight({arguments[0]})",
        _ when cast.Operand.Type == cast.Type => arguments[0],
        _ => throw new NotSupportedException($"A {cast.Operand.Type} can't be cast to a {cast.Type}."),
    });

    // All arguments are evaluated; if one of them is None, so is the value (or it is False), else the body computes it.
    private static Term Guarded(ScalarNode[] arguments, string ofNull, Func<Term[], Term> body)
    {
        Term[] printed = [.. arguments.Select(Print)];
        int[] nullable = [.. Enumerable.Range(0, arguments.Length).Where(index => arguments[index].Nullable)];
        if (nullable.Length == 0)
            return body(printed);

        // What is a mere column stands in its place; anything else is evaluated once, as the argument of a lambda.
        bool bind = Enumerable.Range(0, arguments.Length).Any(index => arguments[index] is not ConstantNode { Value: not null } && !PlainColumn().IsMatch(printed[index].Text));
        int[] bound = bind ? [.. Enumerable.Range(0, arguments.Length).Where(index => arguments[index] is not ConstantNode { Value: not null })] : [];
        Term[] names = [.. printed.Select((term, index) => bound.Contains(index) ? new Term(Name(index)) : term)];
        string anyNull = string.Join(" or ", nullable.Select(index => $"{names[index]} is None").Distinct());
        string guarded = $"{ofNull} if {anyNull} else {body(names)}";
        return bind
            ? $"(lambda {string.Join(", ", bound.Select(Name))}: {guarded})({string.Join(", ", bound.Select(index => printed[index]))})"
            : new Term(guarded, Level.Conditional);
    }

    private static string Name(int index) => index < 26 ? ((char)('a' + index)).ToString() : $"a{index}";

    [GeneratedRegex(@"\A(?:row\.\w+|getattr\(row, '[^']*'\))\z")]
    private static partial Regex PlainColumn();
}
