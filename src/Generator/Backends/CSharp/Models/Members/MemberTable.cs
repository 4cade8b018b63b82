using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Backends.CSharp.Models.Members;

/// <summary>The members that a type declares, in the order in which a refused type has them.</summary>
internal sealed class MemberTable
{
    private readonly Dictionary<string, MemberDeclaration> _byKey;

    public MemberTable(IEnumerable<MemberDeclaration?> members)
    {
        All = [.. members.OfType<MemberDeclaration>()];

        // Only a class that is refused has two members of one name.
        _byKey = All.GroupBy(m => m.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
    }

    public IReadOnlyList<MemberDeclaration> All { get; }

    /// <summary>Returns true if the type declares the member.</summary>
    public bool Has(string key) => _byKey.ContainsKey(key);

    /// <summary>Returns a member that the type declares.</summary>
    public MemberDeclaration Find(string key) => _byKey[key];

    /// <summary>Writes the attribute of generated members, if others can see the member, and returns its declaration.</summary>
    /// <param name="writer">Receives the code, behind the member's documentation.</param>
    /// <param name="key">The member.</param>
    public string Begin(SourceWriter writer, string key)
    {
        MemberDeclaration member = Find(key);
        if (member is { IsVisible: true, IsDocumented: true })
            writer.Line(FileEmitter.GeneratedMember);
        return member.Head;
    }

    /// <summary>Returns the declaration of a member without its body.</summary>
    public string Head(string key) => Find(key).Head;
}
