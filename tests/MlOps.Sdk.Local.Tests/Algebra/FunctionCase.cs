using System.Globalization;
using System.Text;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>A line of Cases/*.txt: a function, its arguments and the result, null if it is an error.</summary>
internal sealed record FunctionCase(string Function, ConstantNode[] Arguments, ConstantNode? Result)
{
    public static FunctionCase Parse(string line)
    {
        Reader reader = new(line);
        string function = reader.Until('(');
        List<ConstantNode> arguments = [];
        do
            arguments.Add(reader.Literal());
        while (reader.Take(','));
        if (!reader.Take(')') || !reader.Take('='))
            throw new FormatException($"'{line}' is not a case.");
        return new(function, [.. arguments], reader.Take('!') ? null : reader.Literal());
    }

    /// <inheritdoc />
    public override string ToString() =>
        $"{Function}({string.Join(", ", Arguments.Select(argument => TestValue.Show(argument.Value)))}) = {(Result is null ? "!" : TestValue.Show(Result.Value))}";

    private sealed class Reader(string line)
    {
        private int _position;

        public string Until(char end)
        {
            int start = _position;
            _position = line.IndexOf(end, start) + 1;
            return line[start..(_position - 1)];
        }

        public bool Take(char wanted)
        {
            while (_position < line.Length && line[_position] == ' ')
                _position++;
            if (_position >= line.Length || line[_position] != wanted)
                return false;
            _position++;
            return true;
        }

        public ConstantNode Literal()
        {
            if (Take('"'))
                return ConstantNode.Of(Text());
            int start = _position;
            while (_position < line.Length && !",) ".Contains(line[_position]))
                _position++;
            return Plain(line[start.._position]);
        }

        private static ConstantNode Plain(string word) => word switch
        {
            "true" or "false" => ConstantNode.Of(word == "true"),
            "NaN" or "Infinity" or "-Infinity" => ConstantNode.Of(double.Parse(word, CultureInfo.InvariantCulture)),
            _ when word.StartsWith("null:", StringComparison.Ordinal) => ConstantNode.Null(Enum.Parse<DataType>(word[5..])),
            _ when long.TryParse(word, CultureInfo.InvariantCulture, out long integer) => ConstantNode.Of(integer),
            _ when double.TryParse(word, CultureInfo.InvariantCulture, out double number) => ConstantNode.Of(number),
            _ when DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) => ConstantNode.Of(day),
            _ => ConstantNode.Of(DateTime.ParseExact(word, "yyyy-MM-ddTHH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)),
        };

        private string Text()
        {
            StringBuilder text = new();
            while (line[_position] != '"')
            {
                if (line[_position] != '\\')
                {
                    text.Append(line[_position++]);
                    continue;
                }

                char escape = line[_position + 1];
                _position += 2;
                if (escape == 'u')
                {
                    int end = line.IndexOf('}', _position);
                    text.Append(char.ConvertFromUtf32(int.Parse(line.AsSpan(_position + 1, end - _position - 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
                    _position = end + 1;
                }
                else
                {
                    text.Append(escape switch { 't' => '\t', 'n' => '\n', 'r' => '\r', _ => escape });
                }
            }

            _position++;
            return text.ToString();
        }
    }
}
