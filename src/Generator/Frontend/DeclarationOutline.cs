using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using FusedOpt.Generator.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.Generator.Frontend;

/// <summary>A type that is declared outside of others, with everything in it except the bodies that no reader reads.</summary>
internal sealed class DeclarationOutline
{
    // Types in these namespaces are found by names that no file of the project needs to write.
    private static readonly string[] Known = ["FusedOpt", "System"];

    private readonly TreeOutline _file;
    private readonly MemberDeclarationSyntax _syntax;
    private readonly string _space;
    private readonly List<string> _names = [];
    private DeclarationContent? _content;

    public DeclarationOutline(TreeOutline file, MemberDeclarationSyntax syntax, string space)
    {
        (_file, _syntax, _space) = (file, syntax, space);
        IsAmbient = Known.Any(k => space == k || space.StartsWith(k + ".", StringComparison.Ordinal));
        AddNames(syntax);
    }

    /// <summary>The names of the type and of the types in it.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>True if other declarations can depend on the type without writing one of its names.</summary>
    /// <remarks>Extension methods, and types that are known by their full names, are ambient.</remarks>
    public bool IsAmbient { get; private set; }

    public int Start => _syntax.SpanStart;

    public SyntaxTree Tree => _syntax.SyntaxTree;

    public DeclarationContent Content => _content ??= ReadContent();

    private void AddNames(MemberDeclarationSyntax member)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (member)
        {
            case TypeDeclarationSyntax type:
                _names.Add(type.Identifier.ValueText);
                IsAmbient |= !TokenReader.IsKnownType(type);
                foreach (MemberDeclarationSyntax within in type.Members)
                {
                    if (within is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
                        AddNames(within);
                    else if (within is MethodDeclarationSyntax { ParameterList.Parameters: [{ Modifiers: var modifiers }, ..] })
                        IsAmbient |= modifiers.Any(SyntaxKind.ThisKeyword);
                }

                break;
            case EnumDeclarationSyntax type:
                _names.Add(type.Identifier.ValueText);
                break;
            case DelegateDeclarationSyntax type:
                _names.Add(type.Identifier.ValueText);
                break;
            case GlobalStatementSyntax:
                _names.Add("Program");
                break;
            default:
                IsAmbient = true;
                break;
        }
    }

    private DeclarationContent ReadContent()
    {
        var reader = new TokenReader { SkipsBodies = !_file.IsBroken };
        FileContext context = _file.Context;
        reader.Add(_space);
        reader.Add(context.Fingerprint);
        reader.Read(_syntax);
        if (_file.IsBroken)
            reader.Add(_file.Text);
        return new(reader.ToFingerprint(), [.. reader.Identifiers, .. context.Identifiers], reader.MayNameGenerated);
    }
}

/// <summary>The content of a declaration.</summary>
/// <param name="Fingerprint">A hash of all of it.</param>
/// <param name="Identifiers">The names in it and in the usings of its file.</param>
/// <param name="MayNameGenerated">True if a name in the declaration could be the name of something that this generator adds.</param>
internal sealed record DeclarationContent(Fingerprint Fingerprint, string[] Identifiers, bool MayNameGenerated);
