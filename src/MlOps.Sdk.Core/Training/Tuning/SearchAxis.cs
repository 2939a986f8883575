using System.Globalization;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training;

/// <summary>A setting as a coordinate: a number's lies in 0 to 1, a choice's is the position of the value.</summary>
internal abstract class SearchAxis
{
    /// <summary>How many values there are to choose from; 0 for a number.</summary>
    public abstract int Choices { get; }

    /// <summary>The value, as JSON.</summary>
    public abstract string ValueAt(double coordinate);

    /// <summary>The coordinate of a value; null if it isn't one that may be chosen.</summary>
    /// <param name="value">The value as JSON; null if the learner leaves it to the algorithm.</param>
    public abstract double? CoordinateOf(string? value);

    public double Draw(Random random) => Choices > 0 ? random.Next(Choices) : random.NextDouble();

    public static SearchAxis Of(SearchParameter parameter) => parameter switch
    {
        RealParameter real => new Number(real.Least, real.Greatest, real.Logarithmic, isWhole: false),
        IntegerParameter integer => new Number(integer.Least, integer.Greatest, integer.Logarithmic, isWhole: true),
        ChoiceParameter choice => new Choice(choice),
        _ => throw new ArgumentException($"There is no search of a {parameter.GetType().Name}."),
    };

    private sealed class Number : SearchAxis
    {
        private readonly double _least;
        private readonly double _greatest;
        private readonly bool _isLogarithmic;
        private readonly bool _isWhole;
        private readonly double _start;
        private readonly double _length;

        public Number(double least, double greatest, bool isLogarithmic, bool isWhole)
        {
            (_least, _greatest, _isLogarithmic, _isWhole) = (least, greatest, isLogarithmic, isWhole);
            // A whole number stands for all that is rounded to it, so that the ends are as likely as any other.
            double margin = isWhole ? 0.5 : 0;
            _start = Scaled(least - margin);
            _length = Scaled(greatest + margin) - _start;
        }

        public override int Choices => 0;

        public override string ValueAt(double coordinate)
        {
            double scaled = _start + (coordinate * _length);
            double value = _isLogarithmic ? Math.Exp(scaled) : scaled;
            return _isWhole
                ? ((long)Math.Clamp(Math.Round(value), _least, _greatest)).ToString(CultureInfo.InvariantCulture)
                : Math.Clamp(Readable(value), _least, _greatest).ToString("R", CultureInfo.InvariantCulture);
        }

        public override double? CoordinateOf(string? value)
        {
            if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !(number >= _least && number <= _greatest))
                return null;
            return _length > 0 ? Math.Clamp((Scaled(number) - _start) / _length, 0, 1) : 0.5;
        }

        private double Scaled(double value) => _isLogarithmic ? Math.Log(value) : value;

        // No model can tell a learning rate of 0.087 from one of 0.0870312; but a range may be narrower than four digits.
        private double Readable(double value) => _greatest - _least < 0.1 * Math.Max(Math.Abs(_least), Math.Abs(_greatest))
            ? value
            : double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private sealed class Choice(ChoiceParameter parameter) : SearchAxis
    {
        public override int Choices => parameter.Values.Count;

        public override string ValueAt(double coordinate) => parameter.Values[(int)coordinate];

        public override double? CoordinateOf(string? value)
        {
            for (int index = 0; index < parameter.Values.Count; index++)
            {
                if (parameter.Values[index] == (value ?? "null"))
                    return index;
            }

            return null;
        }
    }
}
