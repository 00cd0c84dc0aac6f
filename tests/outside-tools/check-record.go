// Checks the copy of a record that mirror.mjs made, with Go's own transparency log packages.
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

// record is a folder with checkpoint, tiles and entries (C2SP tlog-tiles).
type record struct{ folder string }

func (r record) Height() int                           { return height }
func (r record) SaveTiles(tiles []tlog.Tile, _ [][]byte) {}

// ReadTiles reads tiles from their paths of C2SP tlog-tiles, which leave out the height.
func (r record) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
		data, err := os.ReadFile(filepath.Join(r.folder, path))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	folder, key := os.Args[1], os.Args[2]
	text, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	check(err)
	verifier, err := note.NewVerifier(key)
	check(err)
	signed, err := note.Open(text, note.VerifierList(verifier))
	check(err)
	lines := strings.Split(signed.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	root, err := tlog.ParseHash(lines[2])
	check(err)
	tree := tlog.Tree{N: size, Hash: root}
	reader := tlog.TileHashReader(tree, record{folder})
	for start := int64(0); start < size; start += 1 << height {
		width := min(size-start, 1<<height)
		tile := tlog.Tile{H: height, L: -1, N: start >> height, W: int(width)}
		path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/data", height), "tile/entries", 1)
		bundle, err := os.ReadFile(filepath.Join(folder, path))
		check(err)
		for n := start; n < start+width; n++ {
			length := binary.BigEndian.Uint16(bundle)
			entry := bundle[2 : 2+length]
			bundle = bundle[2+length:]
			proof, err := tlog.ProveRecord(size, n, reader)
			check(err)
			check(tlog.CheckRecord(proof, size, root, n, tlog.RecordHash(entry)))
		}
		if len(bundle) > 0 {
			check(fmt.Errorf("%s: %d bytes too many", path, len(bundle)))
		}
		if start > 0 {
			old, err := tlog.TreeHash(start, reader)
			check(err)
			proof, err := tlog.ProveTree(size, start, reader)
			check(err)
			check(tlog.CheckTree(proof, size, root, start, old))
		}
	}
	fmt.Println(size)
}
