using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace FusedOpt.Package.Tests.Infrastructure;

/// <summary>Facts of an assembly, read from its bytes.</summary>
internal static class AssemblyFile
{
    /// <summary>Returns the names and versions of the assemblies that an assembly references.</summary>
    public static (string Name, Version Version)[] References(byte[] bytes)
    {
        using var file = new PEReader(ImmutableArray.Create(bytes));
        MetadataReader reader = file.GetMetadataReader();
        return
        [
            .. reader.AssemblyReferences.Select(reader.GetAssemblyReference).Select(r => (reader.GetString(r.Name), r.Version)),
        ];
    }

    /// <summary>Returns the paths of the sources in the symbols that an assembly contains.</summary>
    public static string[] Sources(byte[] bytes)
    {
        using var file = new PEReader(ImmutableArray.Create(bytes));
        DebugDirectoryEntry entry = file.ReadDebugDirectory().Single(e => e.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using MetadataReaderProvider symbols = file.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
        return Sources(symbols.GetMetadataReader());
    }

    /// <summary>Returns the paths of the sources in a file of symbols.</summary>
    public static string[] SourcesOfSymbols(byte[] bytes)
    {
        using MetadataReaderProvider symbols = MetadataReaderProvider.FromPortablePdbImage(ImmutableArray.Create(bytes));
        return Sources(symbols.GetMetadataReader());
    }

    /// <summary>Returns true if the JIT optimizes the code of an assembly.</summary>
    public static bool IsOptimized(byte[] bytes)
    {
        using var file = new PEReader(ImmutableArray.Create(bytes));
        MetadataReader reader = file.GetMetadataReader();
        IEnumerable<int> modes =
            from handle in reader.GetAssemblyDefinition().GetCustomAttributes()
            let attribute = reader.GetCustomAttribute(handle)
            where attribute.Constructor.Kind == HandleKind.MemberReference
            let type = reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent
            where type.Kind == HandleKind.TypeReference
                && reader.GetString(reader.GetTypeReference((TypeReferenceHandle)type).Name) == "DebuggableAttribute"
            let value = reader.GetBlobReader(attribute.Value)
            select Mode(value);
        const int DisableOptimizations = 0x100;
        return (modes.Single() & DisableOptimizations) == 0;
    }

    private static int Mode(BlobReader value)
    {
        value.ReadInt16();
        return value.ReadInt32();
    }

    private static string[] Sources(MetadataReader reader) =>
        [.. reader.Documents.Select(d => reader.GetString(reader.GetDocument(d).Name))];
}
