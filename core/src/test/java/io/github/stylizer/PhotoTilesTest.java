package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhotoTilesTest {
  @Test
  void tilesCoverThePhotoOnce() {
    PhotoTiles tiles = new PhotoTiles(1000, 300, 256, false);
    int[] counts = new int[1000 * 300];
    for (Rectangle tile : tiles.all()) {
      for (int y = tile.y; y < tile.y + tile.height; y++) {
        for (int x = tile.x; x < tile.x + tile.width; x++) {
          counts[1000 * y + x]++;
        }
      }
    }
    assertThat(counts).containsOnly(1);
  }

  /** The network pads the photo at its right and bottom edge, but at multiples of 4 elsewhere. */
  @Test
  void tilesWithTheirMarginBeginAtMultiplesOfFour() {
    PhotoTiles tiles = new PhotoTiles(1001, 702, 192, false);
    for (Rectangle tile : tiles.all()) {
      Rectangle wider = tiles.withMargin(tile);
      assertThat(wider.x % 4).isZero();
      assertThat(wider.y % 4).isZero();
      assertThat(wider.x).isEqualTo(Math.max(0, tile.x - 64));
      assertThat(wider.x + wider.width).isEqualTo(Math.min(1001, tile.x + tile.width + 64));
      assertThat(wider.y + wider.height).isEqualTo(Math.min(702, tile.y + tile.height + 64));
    }
  }

  @Test
  void aPhotoSmallerThanATileIsOne() {
    assertThat(new PhotoTiles(20, 30, 128, false).all()).isEqualTo(List.of(new Rectangle(20, 30)));
  }

  @Test
  void ofAPanoramaMarginsReachBeyondTheSides() {
    PhotoTiles tiles = new PhotoTiles(300, 200, 128, true);
    assertThat(tiles.withMargin(new Rectangle(0, 0, 128, 128)))
        .isEqualTo(new Rectangle(-64, 0, 256, 192));
    assertThat(tiles.withMargin(new Rectangle(256, 128, 44, 72)))
        .isEqualTo(new Rectangle(192, 64, 172, 136));
  }
}
