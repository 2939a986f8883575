using System.Globalization;
using System.Text;

namespace MlOps.Sdk.Local.Tests.Training.Validation;

/// <summary>Parcels that arrive late or not, for reasons that a model finds, and at random.</summary>
public sealed record Parcel(long Id, string? Region, double Weight, double Distance, double Hurry, bool Late, string Carrier, double Days)
{
    /// <summary>Writes so many rows, always the same ones.</summary>
    public static void Write(string path, int rows = 6000)
    {
        Random random = new(5);
        StringBuilder text = new("Id,Region,Weight,Distance,Hurry,Late,Carrier,Days\n");
        for (int id = 0; id < rows; id++)
        {
            double weight = random.NextDouble(), distance = random.NextDouble(), hurry = random.NextDouble(), noise = random.NextDouble() - 0.5;
            // South is rare, some regions aren't known.
            string region = (id % 20) switch { 0 => "South", 1 => "", < 9 => "North", < 15 => "East", _ => "West" };
            double pull = weight + (2 * distance) - hurry + (1.5 * noise);
            string carrier = pull > 1.6 ? "Ship" : pull > 0.8 ? "Rail" : "Road";
            text.Append(CultureInfo.InvariantCulture,
                $"{id},{region},{weight:R},{distance:R},{hurry:R},{(pull > 1.2 ? "true" : "false")},{carrier},{10 * pull:R}\n");
        }

        File.WriteAllText(path, text.ToString());
    }
}
