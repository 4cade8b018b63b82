using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using FusedOpt.Generator.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.Generator.Frontend;

/// <summary>The declarations of a file, as far as the values that are read from symbols can depend on them.</summary>
/// <remarks>Created once for a tree.</remarks>
internal sealed class TreeOutline
{
    private static readonly ConditionalWeakTable<SyntaxTree, TreeOutline> Outlines = new();

    private readonly SyntaxTree _tree;
    private readonly CompilationUnitSyntax? _root;
    private readonly List<UsingDirectiveSyntax> _usings = [];
    private readonly List<DeclarationOutline> _declarations = [];
    private readonly List<string> _namespaces = [];
    private FileContext? _context;

    private TreeOutline(SyntaxTree tree)
    {
        _tree = tree;
        _root = tree.GetRoot() as CompilationUnitSyntax;
        var global = new TokenReader();
        if (_root is not null)
        {
            AddUsings(_root.Usings, global);
            foreach (AttributeListSyntax list in _root.AttributeLists)
                global.Read(list);
            Add(_root.Members, "", global);
        }

        HasGlobal = global.HasRead;
        Global = global.ToFingerprint();
        GlobalIdentifiers = global.Identifiers;
    }

    /// <summary>The types that are declared outside of others, and statements outside of types.</summary>
    public IReadOnlyList<DeclarationOutline> Declarations => _declarations;

    /// <summary>The full names of the namespaces.</summary>
    public IReadOnlyList<string> Namespaces => _namespaces;

    /// <summary>True if something in the file holds for all files: a global using, or an attribute of the assembly or the module.</summary>
    public bool HasGlobal { get; }

    public Fingerprint Global { get; }

    public IReadOnlyCollection<string> GlobalIdentifiers { get; }

    /// <summary>The usings, directives and options that decide in which way the declarations of the file are read.</summary>
    public FileContext Context => _context ??= ReadContext();

    /// <summary>True if the parser has found an error, so that tokens do not tell how the file was understood.</summary>
    public bool IsBroken => _root?.ContainsDiagnostics != false;

    public string Text => _root?.ToFullString() ?? "";

    public static TreeOutline Of(SyntaxTree tree) => Outlines.GetValue(tree, static t => new(t));

    private void Add(SyntaxList<MemberDeclarationSyntax> members, string space, TokenReader global)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (MemberDeclarationSyntax member in members)
        {
            if (member is BaseNamespaceDeclarationSyntax within)
            {
                IEnumerable<SyntaxToken> tokens = within.Name.DescendantTokens();
                string name = string.Join(".", tokens.Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText));
                string full = space.Length == 0 ? name : space + "." + name;
                _namespaces.Add(full);
                AddUsings(within.Usings, global);
                Add(within.Members, full, global);
            }
            else
            {
                _declarations.Add(new(this, member, space));
            }
        }
    }

    private void AddUsings(SyntaxList<UsingDirectiveSyntax> usings, TokenReader global)
    {
        foreach (UsingDirectiveSyntax directive in usings)
        {
            if (directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
                global.Read(directive);
            else
                _usings.Add(directive);
        }
    }

    private FileContext ReadContext()
    {
        var reader = new TokenReader();
        reader.Add(_tree.FilePath);
        reader.Add(Identity.OfEqual(_tree.Options));
        if (_root is null)
            return new(reader.ToFingerprint(), reader.Identifiers);

        // A comment at the beginning can say that a file is generated, which decides if its types may be null.
        reader.Add(_root.GetLeadingTrivia().ToFullString());
        IEnumerable<SyntaxNode> nodes = _root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax);
        foreach (ExternAliasDirectiveSyntax alias in nodes.OfType<ExternAliasDirectiveSyntax>())
            reader.Read(alias);
        foreach (UsingDirectiveSyntax directive in _usings)
            reader.Read(directive);

        // The names of statements outside of types are in scope in the whole file.
        foreach (GlobalStatementSyntax statement in _root.Members.OfType<GlobalStatementSyntax>())
            reader.Read(statement);
        DirectiveTriviaSyntax? first = _root.ContainsDirectives ? _root.GetFirstDirective() : null;
        for (DirectiveTriviaSyntax? directive = first; directive is not null; directive = directive.GetNextDirective())
        {
            reader.Add(_declarations.Count(d => d.Start < directive.SpanStart));
            reader.Add(directive.ToFullString());
        }

        return new(reader.ToFingerprint(), reader.Identifiers);
    }
}

/// <summary>Usings, directives, options and the name of a file.</summary>
internal sealed record FileContext(Fingerprint Fingerprint, IReadOnlyCollection<string> Identifiers);
