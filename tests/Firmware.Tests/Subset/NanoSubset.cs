using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace SmartCity.Firmware.Tests.Subset;

/// <summary>
/// Reads a compiled assembly as the metadata processor would, and names what compiles and then fails on the device:
/// generics of one's own and instantiations of others, <c>Action</c> and <c>Func</c>, tuples, iterators, async,
/// arrays of several dimensions, and whatever the nanoFramework libraries do not have.
/// </summary>
internal sealed class NanoSubset
{
    private static readonly string[] DelegatesThatFailSilently = ["System.Action", "System.Func"];
    private readonly SortedSet<string> _violations = new(StringComparer.Ordinal);
    private readonly MetadataReader _reader;
    private readonly PEReader _image;
    private readonly ApiListing? _listing;
    private readonly string[] _own;
    private readonly SignatureReader _signatures;

    private NanoSubset(PEReader image, ApiListing? listing, string[] own)
    {
        _image = image;
        _reader = image.GetMetadataReader();
        _listing = listing;
        _own = own;
        _signatures = new SignatureReader(text => _violations.Add(text));
    }

    /// <param name="image">The assembly's bytes.</param>
    /// <param name="listing">What the libraries have; null to check the language's subset only.</param>
    /// <param name="own">Assemblies of ours, which are checked by themselves.</param>
    /// <returns>Violations in order, none for an assembly that the device can run.</returns>
    public static IReadOnlyCollection<string> Violations(Stream image, ApiListing? listing, params string[] own)
    {
        using var pe = new PEReader(image);
        var check = new NanoSubset(pe, listing, own);
        foreach (TypeDefinitionHandle type in check._reader.TypeDefinitions) check.CheckType(type);
        foreach (MethodDefinitionHandle method in check._reader.MethodDefinitions) check.CheckMethod(method);
        foreach (FieldDefinitionHandle field in check._reader.FieldDefinitions) check._reader.GetFieldDefinition(field).DecodeSignature(check._signatures, null);
        foreach (TypeReferenceHandle type in check._reader.TypeReferences) check.CheckReference(type);
        foreach (MemberReferenceHandle member in check._reader.MemberReferences) check.CheckMember(member);
        for (int row = 1; row <= check._reader.GetTableRowCount(TableIndex.TypeSpec); row++)
        {
            check._reader.GetTypeSpecification(MetadataTokens.TypeSpecificationHandle(row)).DecodeSignature(check._signatures, null);
        }

        if (check._reader.GetTableRowCount(TableIndex.MethodSpec) > 0) check._violations.Add("generic method instantiation");
        return check._violations;
    }

    private void CheckType(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _reader.GetTypeDefinition(handle);
        string name = Names.Of(_reader, handle);
        if (type.GetGenericParameters().Count > 0) _violations.Add($"generic type {name}");
        foreach (InterfaceImplementationHandle implementation in type.GetInterfaceImplementations())
        {
            EntityHandle target = _reader.GetInterfaceImplementation(implementation).Interface;
            string contract = target.Kind == HandleKind.TypeReference ? Names.Of(_reader, (TypeReferenceHandle)target) : "";
            if (contract == "System.Runtime.CompilerServices.IAsyncStateMachine") _violations.Add($"async method {name}");
            if (contract == "System.Collections.IEnumerator" && name.Contains(">d__", StringComparison.Ordinal)) _violations.Add($"iterator {name}");
        }
    }

    private void CheckMethod(MethodDefinitionHandle handle)
    {
        MethodDefinition method = _reader.GetMethodDefinition(handle);
        string name = Names.Of(_reader, method.GetDeclaringType()) + "." + _reader.GetString(method.Name);
        if (method.GetGenericParameters().Count > 0) _violations.Add($"generic method {name}");
        method.DecodeSignature(_signatures, null);
        if (method.RelativeVirtualAddress == 0) return;
        StandaloneSignatureHandle locals = _image.GetMethodBody(method.RelativeVirtualAddress).LocalSignature;
        if (!locals.IsNil) _reader.GetStandaloneSignature(locals).DecodeLocalSignature(_signatures, null);
    }

    private void CheckReference(TypeReferenceHandle handle)
    {
        string name = Names.Of(_reader, handle);
        if (DelegatesThatFailSilently.Contains(name) || name.Contains('`', StringComparison.Ordinal) || name.StartsWith("System.ValueTuple", StringComparison.Ordinal))
        {
            _violations.Add($"type {name}");
        }

        // Attributes stay behind in the metadata processor.
        if (_listing == null || name.Contains("Attribute", StringComparison.Ordinal) || IsOwn(handle)) return;
        if (!_listing.HasType(name)) _violations.Add($"type {name} is not on the device");
    }

    private void CheckMember(MemberReferenceHandle handle)
    {
        MemberReference member = _reader.GetMemberReference(handle);
        int parameters = -1;
        if (member.GetKind() == MemberReferenceKind.Method) parameters = member.DecodeMethodSignature(_signatures, null).ParameterTypes.Length;
        else member.DecodeFieldSignature(_signatures, null);
        if (_listing == null || member.Parent.Kind != HandleKind.TypeReference || IsOwn((TypeReferenceHandle)member.Parent)) return;

        string type = Names.Of(_reader, (TypeReferenceHandle)member.Parent);
        string name = _reader.GetString(member.Name);
        bool unknownType = !_listing.HasType(type) || type.Contains("Attribute", StringComparison.Ordinal);
        if (!unknownType && !_listing.HasMember(type, name, parameters)) _violations.Add($"member {type}.{name} with {parameters} parameters is not on the device");
    }

    private bool IsOwn(TypeReferenceHandle handle)
    {
        EntityHandle scope = _reader.GetTypeReference(handle).ResolutionScope;
        if (scope.Kind == HandleKind.TypeReference) return IsOwn((TypeReferenceHandle)scope);
        return scope.Kind == HandleKind.AssemblyReference
            && _own.Contains(_reader.GetString(_reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name));
    }
}
