// Serves the model that 01-BirdStrikes deploys, in an ordinary ASP.NET Core application. Run 01-BirdStrikes first, then:
//
//   dotnet run -c Release --project examples/02-ServeInYourApp
//
//   curl localhost:5080/models/bird-strikes
//   curl localhost:5080/models/bird-strikes:predict -H 'Content-Type: application/json' -d '{"instances":[{
//     "FlightDate":"1999-07-04","AirportName":"DENVER INTL AIRPORT","OriginState":"Colorado","AircraftMakeModel":"B-737-300",
//     "AircraftAirlineOperator":"UNITED AIRLINES","PhaseOfFlight":"Climb","TimeOfDay":"Day","WildlifeSize":"Large",
//     "WildlifeSpecies":"Canada goose","SpeedIASInKnots":180}]}'
//
// While it runs, run 01-BirdStrikes again with other features: the new model takes over without a restart.

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddOpenApi();
builder.Services.AddHealthChecks().AddModels();

WebApplication app = builder.Build();

// POST /models/bird-strikes:predict, GET /models/bird-strikes, GET /models/bird-strikes/health.
// What it returns is an ordinary route: .RequireAuthorization(), .RequireRateLimiting(…) and so on apply.
app.MapModel("bird-strikes");

app.MapOpenApi();
app.MapHealthChecks("/health");
app.Run();
