using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace ThanhHoa.DigitalSignature.Pades.Tests;

/// <summary>What the library promises, pinned: a change here is a change for every caller and belongs into docs/pades.md.</summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void The_public_surface_is_the_one_written_down()
    {
        var actual = Describe(typeof(PdfSigner).Assembly);
        var file = Path.Combine(Here(), "PublicSurface.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1") File.WriteAllText(file, actual);
        Assert.Equal(File.ReadAllText(file), actual);
    }

    [Fact]
    public void The_engine_needs_no_web_no_database_and_no_container()
    {
        var references = typeof(PdfSigner).Assembly.GetReferencedAssemblies().Select(name => name.Name!).ToList();
        Assert.NotEmpty(references);
        Assert.DoesNotContain(references, name => name.StartsWith("Microsoft.", StringComparison.Ordinal) || name.StartsWith("ThanhHoa.", StringComparison.Ordinal));
    }

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(type.FullName).Append('\n');
            foreach (var member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(Line).OfType<string>().Order(StringComparer.Ordinal))
                text.Append("    ").Append(member).Append('\n');
        }
        return text.ToString();
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "enum" : type.IsValueType ? "struct" : type.GetMethod("<Clone>$") is not null ? "record" : type is { IsAbstract: true, IsSealed: true } ? "static class" : "class";

    private static string? Line(MemberInfo member) => member switch
    {
        FieldInfo { IsSpecialName: false } field => field.Name,
        PropertyInfo property when property.Name != "EqualityContract" => $"{property.Name}: {Name(property.PropertyType)}",
        MethodInfo { IsSpecialName: false } method when method.GetCustomAttribute<CompilerGeneratedAttribute>() is null && method.Name is not ("ToString" or "GetHashCode" or "Equals" or "<Clone>$") =>
            $"{method.Name}({string.Join(", ", method.GetParameters().Select(p => Name(p.ParameterType)))}): {Name(method.ReturnType)}",
        ConstructorInfo constructor when constructor.GetCustomAttribute<CompilerGeneratedAttribute>() is null =>
            $"new({string.Join(", ", constructor.GetParameters().Select(p => Name(p.ParameterType)))})",
        _ => null,
    };

    private static string Name(Type type) =>
        type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
