import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MediaFile } from './media-file.entity.js';
import { MediaFilesRepository } from './media-files.repository.js';
import { MediaController } from './media.controller.js';
import { Media } from './media.entity.js';
import { MediaRepository } from './media.repository.js';
import { MediaService } from './media.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Media, MediaFile])],
  controllers: [MediaController],
  providers: [MediaService, MediaRepository, MediaFilesRepository],
  exports: [MediaService],
})
export class MediaModule {}
