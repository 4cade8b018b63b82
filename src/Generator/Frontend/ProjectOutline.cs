using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using FusedOpt.Generator.Infrastructure;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>
/// Computes fingerprints of everything that the reading of a class can depend on, from the syntax alone. Equal fingerprints mean that
/// reading gives equal values.
/// </summary>
/// <remarks>
/// A class depends on its declarations, on the declarations of every type whose name stands in them, and so on. Options, references and
/// declarations for all files count, too. A type that is found by a name in a declaration is declared under that name, whatever the name
/// means. So names suffice, and nothing is bound.
/// </remarks>
internal sealed class ProjectOutline
{
    private static readonly ConditionalWeakTable<Compilation, ProjectOutline> Whole = new();
    private static readonly ConditionalWeakTable<Compilation, ProjectOutline> WithoutGenerated = new();

    private readonly Compilation _compilation;
    private readonly List<Node> _nodes = [];

    // Names of files and of types must not meet if they differ in case alone. So the case of names does not tell them apart here.
    private readonly Dictionary<string, List<Node>> _named = new(StringComparer.OrdinalIgnoreCase);
    private readonly Fingerprint _ambient;
    private readonly bool _mayAmbientNameGenerated;
    private int _visited;

    private ProjectOutline(Compilation compilation, bool omitsGenerated)
    {
        _compilation = compilation;
        var builder = new FingerprintBuilder();
        AddOptions(builder);
        var spaces = new HashSet<string>();
        var global = new List<string>();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            if (omitsGenerated && Declarations.IsGenerated(tree))
                continue;
            TreeOutline file = TreeOutline.Of(tree);
            foreach (string space in file.Namespaces)
            {
                if (spaces.Add(space))
                    builder.Add(space);
            }

            if (file.HasGlobal)
            {
                builder.Add(file.Global);
                builder.Add(file.Context.Fingerprint);
                global.AddRange(file.GlobalIdentifiers);
            }

            foreach (DeclarationOutline declaration in file.Declarations)
                Add(declaration);
        }

        IEnumerable<Node> ambient = _nodes.Where(n => n.Declaration.IsAmbient).Concat(global.SelectMany(Named));
        foreach (Node node in ambient.Distinct().ToArray())
        {
            Visit(node);
            builder.Add(node.Fingerprint);
            _mayAmbientNameGenerated |= node.MayNameGenerated;
        }

        _ambient = builder.ToFingerprint();
    }

    /// <summary>Returns the outline of a project.</summary>
    /// <param name="compilation">The project.</param>
    /// <param name="omitsGenerated">True to leave out the files of this generator, which the generator itself does not see.</param>
    public static ProjectOutline Of(Compilation compilation, bool omitsGenerated) => omitsGenerated
        ? WithoutGenerated.GetValue(compilation, static c => new(c, omitsGenerated: true))
        : Whole.GetValue(compilation, static c => new(c, omitsGenerated: false));

    /// <summary>Returns a fingerprint of everything that the reading of a type can depend on; null if the type is not known.</summary>
    public Fingerprint? Find(INamedTypeSymbol type) => NodeOf(type) is { } node ? Combine(type, node) : null;

    /// <summary>Returns true if nothing that the reading of a type can depend on has a name that this generator may declare.</summary>
    public bool IsApart(INamedTypeSymbol type) => NodeOf(type) is { MayNameGenerated: false } && !_mayAmbientNameGenerated;

    private Fingerprint Combine(INamedTypeSymbol type, Node node)
    {
        var builder = new FingerprintBuilder();
        builder.Add(_ambient);
        builder.Add(node.Fingerprint);
        for (INamedTypeSymbol? around = type; around is not null; around = around.ContainingType)
        {
            builder.Add(around.Name);
            builder.Add(around.Arity);
            builder.Add((int)around.TypeKind);
            builder.Add(around.IsRecord);
        }

        for (INamespaceSymbol? space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            builder.Add(space.Name);
        return builder.ToFingerprint();
    }

    // All declarations of one name depend on one another, so any of them will do. A file-local type shares its name with other types.
    private Node? NodeOf(INamedTypeSymbol type)
    {
        INamedTypeSymbol outermost = type;
        while (outermost.ContainingType is { } around)
            outermost = around;
        if (_compilation.ScriptCompilationInfo is not null
            || outermost.IsFileLocal
            || !_named.TryGetValue(outermost.Name, out List<Node> nodes))
            return null;
        lock (_nodes)
            Visit(nodes[0]);
        return nodes[0];
    }

    private void AddOptions(FingerprintBuilder builder)
    {
        CompilationOptions options = _compilation.Options;
        builder.Add(_compilation.AssemblyName ?? "");
        builder.Add(Identity.Of(options.StrongNameProvider));

        // A provider of options for files counts only by the files that are generated; the provider is asked about each file.
        builder.Add(Identity.OfEqual(options
            .WithSyntaxTreeOptionsProvider(null)
            .WithMetadataReferenceResolver(null)
            .WithSourceReferenceResolver(null)
            .WithXmlReferenceResolver(null)
            .WithStrongNameProvider(null)));
        foreach (MetadataReference reference in _compilation.References)
            builder.Add(Identity.Of(reference));
    }

    private void Add(DeclarationOutline declaration)
    {
        var node = new Node(declaration, _nodes.Count);
        _nodes.Add(node);
        foreach (string name in declaration.Names)
        {
            if (!_named.TryGetValue(name, out List<Node> nodes))
                _named.Add(name, nodes = []);
            nodes.Add(node);
        }
    }

    private IEnumerable<Node> Named(string name) => _named.TryGetValue(name, out List<Node> nodes) ? nodes : [];

    // Tarjan's strongly connected components, without recursion: chains of classes can be long.
    private void Visit(Node start)
    {
        if (start.Number > 0)
            return;
        var path = new Stack<Node>();
        var open = new Stack<Node>();
        Enter(start);
        while (path.Count > 0)
        {
            Node node = path.Peek();
            if (node.Next < node.Edges.Length)
            {
                Node other = node.Edges[node.Next++];
                if (other.Number == 0)
                    Enter(other);
                else if (other.IsOpen)
                    node.Lowest = Math.Min(node.Lowest, other.Number);
                continue;
            }

            path.Pop();
            if (path.Count > 0)
                path.Peek().Lowest = Math.Min(path.Peek().Lowest, node.Lowest);
            if (node.Lowest == node.Number)
                Close(node, open);
        }

        void Enter(Node node)
        {
            node.Number = node.Lowest = ++_visited;
            node.IsOpen = true;
            IEnumerable<string> names = node.Declaration.Content.Identifiers.Concat(node.Declaration.Names);
            node.Edges = [.. names.SelectMany(Named).Where(n => n != node).Distinct()];
            path.Push(node);
            open.Push(node);
        }
    }

    // Each declaration of a component depends on all other declarations of the component, and on their dependencies.
    private void Close(Node root, Stack<Node> open)
    {
        var component = new List<Node>();
        Node last;
        do
        {
            last = open.Pop();
            last.IsOpen = false;
            component.Add(last);
        }
        while (last != root);
        component.Sort(static (a, b) => a.Index.CompareTo(b.Index));

        var within = new HashSet<Node>(component);
        var builder = new FingerprintBuilder();
        bool mayNameGenerated = false;
        foreach (Node node in component)
        {
            builder.Add(node.Declaration.Content.Fingerprint);
            builder.Add((int)(_compilation.Options.SyntaxTreeOptionsProvider?.IsGenerated(node.Declaration.Tree, default) ?? 0));
            mayNameGenerated |= node.Declaration.Content.MayNameGenerated;
            foreach (Node other in node.Edges)
            {
                bool isWithin = within.Contains(other);
                builder.Add(isWithin);
                if (isWithin)
                    continue;
                builder.Add(other.Fingerprint);
                mayNameGenerated |= other.MayNameGenerated;
            }
        }

        foreach (Node node in component)
            (node.Fingerprint, node.MayNameGenerated) = (builder.ToFingerprint(), mayNameGenerated);
    }

    private sealed class Node(DeclarationOutline declaration, int index)
    {
        public DeclarationOutline Declaration { get; } = declaration;

        public int Index { get; } = index;

        public Node[] Edges { get; set; } = [];

        public int Next { get; set; }

        public int Number { get; set; }

        public int Lowest { get; set; }

        public bool IsOpen { get; set; }

        public Fingerprint Fingerprint { get; set; }

        public bool MayNameGenerated { get; set; }
    }
}
