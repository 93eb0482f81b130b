namespace ThanhHoa.DigitalSignature.Organisation.Seed;

/// <summary>A tab-separated file that travels inside the module. Lines that start with # are remarks.</summary>
internal static class SeedTable
{
    public static IEnumerable<string[]> Read(string name)
    {
        using var stream = typeof(SeedTable).Assembly.GetManifestResourceStream("Seed/" + name)
            ?? throw new InvalidOperationException($"The module was built without Seed/{name}.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line.Split('\t');
        }
    }
}
