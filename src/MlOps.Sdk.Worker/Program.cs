using MlOps.Sdk;

return await Worker.RunAsync(args) ?? Worker.Usage();
