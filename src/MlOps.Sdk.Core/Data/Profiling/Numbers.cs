using MlOps.Sdk.Algebra;
using static MlOps.Sdk.Algebra.FunctionTable;

namespace MlOps.Sdk.Data.Profiling;

/// <summary>Values as numbers: false is 0 and true is 1, days count from 1970-01-01, instants in seconds from its midnight UTC.</summary>
internal static class Numbers
{
    private const double MicrosecondsPerSecond = 1e6;

    private static readonly DateOnly s_epoch = new(1970, 1, 1);

    /// <summary>The value, or null where it is NaN or infinite.</summary>
    public static ScalarNode FiniteOf(ScalarNode value) => value.Type == DataType.Double
        ? new ConditionalNode(Call("is_finite", value), value, ConstantNode.Null(DataType.Double))
        : value;

    /// <summary>The value as a number; null where it is absent, NaN or infinite.</summary>
    public static ScalarNode Of(ScalarNode value) => value.Type switch
    {
        DataType.Double => FiniteOf(value),
        DataType.Int64 => new CastNode(value, DataType.Double),
        DataType.Boolean when value.Nullable => new ConditionalNode(Call("is_not_null", value), OfBoolean(value), ConstantNode.Null(DataType.Double)),
        DataType.Boolean => OfBoolean(value),
        DataType.Date => new CastNode(Call("subtract", Call("day_number", value), ConstantNode.Of((long)s_epoch.DayNumber)), DataType.Double),
        DataType.Timestamp => Call("divide", new CastNode(Call("unix_microseconds", value), DataType.Double), ConstantNode.Of(MicrosecondsPerSecond)),
        _ => throw new NotSupportedException($"A {value.Type} is no number."),
    };

    /// <summary>The same of a value at hand.</summary>
    public static double Of(object value) => value switch
    {
        double number => number,
        long integer => integer,
        bool boolean => boolean ? 1 : 0,
        DateOnly day => day.DayNumber - s_epoch.DayNumber,
        DateTime instant => (instant - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond / MicrosecondsPerSecond,
        _ => throw new NotSupportedException($"A {value.GetType().Name} is no number."),
    };

    private static ConditionalNode OfBoolean(ScalarNode value) => new(value, ConstantNode.Of(1.0), ConstantNode.Of(0.0));
}
