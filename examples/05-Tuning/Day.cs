/// <summary>A day of Seattle's weather, as the National Oceanic and Atmospheric Administration measured it.</summary>
public sealed record Day(DateOnly Date, double Precipitation, double TempMax, double TempMin, double Wind, string Weather);
