using System.Reflection.Metadata;

namespace SmartCity.Firmware.Tests.Subset;

/// <summary>Full names as the listings write them: a nested type after its outer one and a slash.</summary>
internal static class Names
{
    public static string Of(MetadataReader reader, TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        string name = reader.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference) return Of(reader, (TypeReferenceHandle)type.ResolutionScope) + "/" + name;
        return Full(reader.GetString(type.Namespace), name);
    }

    public static string Of(MetadataReader reader, TypeDefinitionHandle handle)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        string name = reader.GetString(type.Name);
        TypeDefinitionHandle outer = type.GetDeclaringType();
        return outer.IsNil ? Full(reader.GetString(type.Namespace), name) : Of(reader, outer) + "/" + name;
    }

    private static string Full(string space, string name) => space.Length == 0 ? name : space + "." + name;
}
