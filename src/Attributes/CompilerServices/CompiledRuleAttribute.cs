using System;
using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The compiled form of an <see cref="UpdateRuleAttribute">update rule</see>, so that projects that reference its assembly can use the
/// rule. The compiler writes this attribute; it is not meant to be written by hand.
/// </summary>
/// <param name="version">The version of the text's format.</param>
/// <param name="program">The rule in the textual form of FusedOpt's intermediate representation.</param>
[AttributeUsage(AttributeTargets.Class)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CompiledRuleAttribute(int version, string program) : Attribute
{
    /// <summary>The version of the text's format.</summary>
    public int Version { get; } = version;

    /// <summary>The rule in the textual form of FusedOpt's intermediate representation.</summary>
    public string Program { get; } = program;
}
