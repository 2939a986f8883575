using System.Reflection;

namespace MlOps.Sdk.Runs;

/// <summary>Finds the assembly of a user's class: among those that are loaded, wherever they came from, else where the runtime looks.</summary>
internal static class LoadedAssemblies
{
    public static Assembly? Find(AssemblyName name)
    {
        Assembly? loaded = AppDomain.CurrentDomain.GetAssemblies().LastOrDefault(assembly => assembly.GetName().Name == name.Name);
        if (loaded is not null)
            return loaded;
        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
