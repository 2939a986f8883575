namespace MlOps.Sdk;

/// <summary>A value of a <see cref="Row"/> whose type a cast says: <c>(double)row["Speed"]</c>.</summary>
/// <remarks>
/// A cast to a type that admits null (<c>double?</c>, <c>string</c>) reads null as null. With any other type a null is an error of the run.
/// A whole number may be read as <c>double</c>, a day as <c>DateTime</c>; any other column must have the type that the cast says.
/// </remarks>
public sealed class Cell
{
    private Cell()
    {
    }

    /// <summary>Reads a Boolean.</summary>
    public static explicit operator bool(Cell cell) => throw Executed();

    /// <summary>Reads a Boolean or null.</summary>
    public static explicit operator bool?(Cell cell) => throw Executed();

    /// <summary>Reads a whole number.</summary>
    public static explicit operator int(Cell cell) => throw Executed();

    /// <summary>Reads a whole number or null.</summary>
    public static explicit operator int?(Cell cell) => throw Executed();

    /// <summary>Reads a whole number.</summary>
    public static explicit operator long(Cell cell) => throw Executed();

    /// <summary>Reads a whole number or null.</summary>
    public static explicit operator long?(Cell cell) => throw Executed();

    /// <summary>Reads a number.</summary>
    public static explicit operator double(Cell cell) => throw Executed();

    /// <summary>Reads a number or null.</summary>
    public static explicit operator double?(Cell cell) => throw Executed();

    /// <summary>Reads a text or null.</summary>
    public static explicit operator string?(Cell cell) => throw Executed();

    /// <summary>Reads a day.</summary>
    public static explicit operator DateOnly(Cell cell) => throw Executed();

    /// <summary>Reads a day or null.</summary>
    public static explicit operator DateOnly?(Cell cell) => throw Executed();

    /// <summary>Reads an instant in UTC.</summary>
    public static explicit operator DateTime(Cell cell) => throw Executed();

    /// <summary>Reads an instant in UTC or null.</summary>
    public static explicit operator DateTime?(Cell cell) => throw Executed();

    private static InvalidOperationException Executed() =>
        new("A Cell was cast outside of a pipeline's lambda. A Cell exists only in the lambdas of a pipeline, which are translated.");
}
